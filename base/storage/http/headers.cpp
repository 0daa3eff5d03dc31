#include "base/storage/http/headers.hpp"

#include <algorithm>
#include <charconv>

#include "base/letters.hpp"

namespace cairn {

std::optional<HeaderLine> parse_header_line(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.starts_with("HTTP/")) return std::nullopt;
    HeaderLine result{in_small_letters(line.substr(0, colon)), {}};
    line.remove_prefix(colon + 1);
    const std::size_t begin = line.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return result;
    result.second = line.substr(begin, line.find_last_not_of(" \t\r\n") - begin + 1);
    return result;
}

const std::string* header_value(const std::vector<HeaderLine>& lines, std::string_view name) {
    const auto found =
        std::find_if(lines.rbegin(), lines.rend(), [name](const HeaderLine& line) { return line.first == name; });
    return found == lines.rend() ? nullptr : &found->second;
}

std::string etag_text(std::string_view etag) {
    if (etag.starts_with("W/")) etag.remove_prefix(2);
    if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"') etag = etag.substr(1, etag.size() - 2);
    return std::string(etag);
}

std::optional<std::uint64_t> parse_header_number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<ContentRange> parse_content_range(std::string_view value) {
    if (!value.starts_with("bytes ")) return std::nullopt;
    value.remove_prefix(6);
    const std::size_t dash = value.find('-');
    const std::size_t slash = value.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    ContentRange range;
    if (dash != std::string_view::npos && dash < slash) range.offset = parse_header_number(value.substr(0, dash));
    range.whole_size_bytes = parse_header_number(value.substr(slash + 1));
    return range;
}

}  // namespace cairn
