// Lines of HTTP headers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

using HeaderLine = std::pair<std::string, std::string>;  ///< a name in small letters, and its value

/// The line as it came; nullopt: it is none, but the status or the end.
std::optional<HeaderLine> parse_header_line(std::string_view line);

/// The value of the last line of this name; nullptr: there is none.
const std::string* header_value(const std::vector<HeaderLine>& lines, std::string_view name);

/// W/"abc", "abc" and abc are "abc": servers spell one tag in several ways, listings among them.
std::string etag_text(std::string_view etag);

/// A whole text of digits.
std::optional<std::uint64_t> parse_header_number(std::string_view text);

/// "bytes 0-99/1234" (RFC 9110, 14.4); what is not said is nullopt.
struct ContentRange {
    std::optional<std::uint64_t> offset;
    std::optional<std::uint64_t> whole_size_bytes;
};
std::optional<ContentRange> parse_content_range(std::string_view value);

}  // namespace cairn
