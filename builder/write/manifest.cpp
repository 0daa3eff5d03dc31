#include "builder/write/manifest.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

#include "builder/write/line_file.hpp"

namespace cairn {

namespace {

constexpr LineFormat k_format{"cairn-manifest 1", "files "};

}  // namespace

Digest digest_of(std::string_view bytes) {
    const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.high64, hash.low64};
}

std::string text_of(const Digest& digest) { return fmt::format("{:016x}{:016x}", digest.high, digest.low); }

std::optional<Digest> digest_from(std::string_view text) {
    if (text.size() != 32) return std::nullopt;
    const auto high = number_of<std::uint64_t>(text.substr(0, 16), 16);
    const auto low = number_of<std::uint64_t>(text.substr(16), 16);
    if (!high || !low) return std::nullopt;
    return Digest{*high, *low};
}

std::string Manifest::text() const {
    std::string lines;
    for (const auto& [path, digest] : m_files) lines += text_of(digest) + ' ' + path + '\n';
    return line_file_text(k_format, m_files.size(), lines);
}

Outcome<Manifest> Manifest::parse(std::string_view text, const std::string& path) {
    Manifest manifest;
    const std::string fault = read_line_file(text, k_format, [&](std::string_view line) {
        const std::optional<Digest> digest = digest_from(take_field(line));
        return digest && fault_of_path(line).empty() && manifest.add(std::string(line), *digest);
    });
    if (fault.empty()) return manifest;
    return Problem{
        Stage::write, "write/manifest", path,
        "is no manifest of this version of cairn: " + fault + "; restore it, or remove it and run once with --adopt"};
}

std::string_view fault_of_path(std::string_view relative) {
    if (relative.find('\0') != std::string_view::npos) return "it contains a NUL byte";
    if (relative.find('\n') != std::string_view::npos) return "it contains a line feed";
    for (std::size_t begin = 0; begin <= relative.size();) {
        const std::size_t end = std::min(relative.find('/', begin), relative.size());
        const std::string_view component = relative.substr(begin, end - begin);
        if (component.empty()) return "it is empty, absolute or has an empty component";
        if (component == "." || component == "..") return "it has a component that is '.' or '..'";
        begin = end + 1;
    }
    return {};
}

}  // namespace cairn
