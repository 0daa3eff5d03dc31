// The form that the files of OUT/.cairn share: a line that names the format and its version, a line with the count of
// all others, which tells a file that was cut, and a line for each entry, which ends with a path.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

struct LineFormat {
    std::string_view version_line;  ///< "cairn-manifest 1"
    std::string_view count_label;   ///< "files "
};

std::string line_file_text(const LineFormat& format, std::size_t count, const std::string& lines);

/// Hands each line to `take`, which says whether it is one of the format. Returns what is wrong; empty: nothing.
std::string read_line_file(std::string_view text, const LineFormat& format,
                           const std::function<bool(std::string_view line)>& take);

/// The field before the next blank, which is taken from the line with the blank.
std::string_view take_field(std::string_view& line);

template <class Number>
std::optional<Number> number_of(std::string_view text, int base = 10) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace cairn
