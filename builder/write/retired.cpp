#include "builder/write/retired.hpp"

#include <fmt/format.h>

#include <optional>

#include "builder/write/line_file.hpp"

namespace cairn {

namespace {

constexpr LineFormat k_format{"cairn-retired 1", "files "};

}  // namespace

std::string retired_text(const Retired& retired) {
    std::string lines;
    for (const auto& [path, file] : retired)
        lines += fmt::format("{} {} {}\n", file.since_s, text_of(file.digest), path);
    return line_file_text(k_format, retired.size(), lines);
}

Outcome<Retired> parse_retired(std::string_view text, const std::string& path) {
    Retired retired;
    const std::string fault = read_line_file(text, k_format, [&](std::string_view line) {
        const auto since = number_of<std::int64_t>(take_field(line));
        const auto digest = digest_from(take_field(line));
        if (!since || !digest || !fault_of_path(line).empty()) return false;
        return retired.emplace(std::string(line), RetiredFile{*since, *digest}).second;
    });
    if (fault.empty()) return retired;
    return Problem{Stage::write, "write/retired", path,
                   "is no list of retired documents of this version of cairn: " + fault +
                       "; restore it, or remove it (the documents that it named then count as foreign, and stay)"};
}

}  // namespace cairn
