#include "builder/write/line_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cairn {

namespace {

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

}  // namespace

std::string line_file_text(const LineFormat& format, std::size_t count, const std::string& lines) {
    return fmt::format("{}\n{}{}\n", format.version_line, format.count_label, count) + lines;
}

std::string read_line_file(std::string_view text, const LineFormat& format,
                           const std::function<bool(std::string_view line)>& take) {
    if (take_line(text) != format.version_line) {
        return fmt::format("it does not begin with '{}'", format.version_line);
    }
    const std::string_view count_line = take_line(text);
    const std::optional<std::size_t> promised =
        count_line.starts_with(format.count_label)
            ? number_of<std::size_t>(count_line.substr(format.count_label.size()))
            : std::nullopt;
    if (!promised) return "its second line does not say how many lines there are";
    std::size_t count = 0;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (!take(line)) return "the line '" + std::string(line.substr(0, 300)) + "' is none of this format";
        ++count;
    }
    if (count != *promised) return fmt::format("it promises {} lines and has {}", *promised, count);
    return {};
}

std::string_view take_field(std::string_view& line) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view field = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return field;
}

}  // namespace cairn
