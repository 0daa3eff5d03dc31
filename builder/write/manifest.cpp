#include "builder/write/manifest.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace cairn {

namespace {

constexpr std::string_view k_version_line = "cairn-manifest 1";
constexpr std::string_view k_count_label = "files ";

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

template <class Number>
bool read_number(std::string_view text, int base, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return error == std::errc() && end == text.data() + text.size();
}

std::optional<Digest> read_digest(std::string_view text) {
    Digest digest;
    if (text.size() != 32 || !read_number(text.substr(0, 16), 16, digest.high) ||
        !read_number(text.substr(16), 16, digest.low)) {
        return std::nullopt;
    }
    return digest;
}

}  // namespace

Digest digest_of(std::string_view bytes) {
    const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.high64, hash.low64};
}

bool Manifest::has_folder(const std::string& folder) const {
    if (folder.empty()) return !m_files.empty();
    const auto below = m_files.lower_bound(folder + '/');
    return below != m_files.end() && below->first.starts_with(folder + '/');
}

std::string Manifest::text() const {
    std::string text = fmt::format("{}\n{}{}\n", k_version_line, k_count_label, m_files.size());
    for (const auto& [path, digest] : m_files)
        text += fmt::format("{:016x}{:016x} {}\n", digest.high, digest.low, path);
    return text;
}

Outcome<Manifest> Manifest::parse(std::string_view text, const std::string& path) {
    const auto problem = [&](const std::string& found) {
        return Problem{Stage::write, "write/manifest", path,
                       "is no manifest of this version of cairn: " + found +
                           "; restore it, or remove it and run once with --adopt"};
    };
    const std::string_view version = take_line(text);
    if (version != k_version_line) return problem("it does not begin with '" + std::string(k_version_line) + "'");
    const std::string_view count_line = take_line(text);
    std::size_t count = 0;
    if (!count_line.starts_with(k_count_label) || !read_number(count_line.substr(k_count_label.size()), 10, count)) {
        return problem("its second line does not say how many files there are");
    }
    Manifest manifest;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        const std::optional<Digest> digest = read_digest(line.substr(0, 32));
        if (!digest || line.size() < 34 || line[32] != ' ' || !fault_of_path(line.substr(33)).empty()) {
            return problem("the line '" + std::string(line.substr(0, 300)) + "' is not a digest and a path");
        }
        if (!manifest.add(std::string(line.substr(33)), *digest)) return problem("it names a path twice");
    }
    if (manifest.m_files.size() != count) {
        return problem(fmt::format("it promises {} files and names {}", count, manifest.m_files.size()));
    }
    return manifest;
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
