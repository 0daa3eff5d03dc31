#include "builder/wording/prose.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "builder/wording/markup.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest_read = 64U << 10;  ///< what follows would be cut anyway

constexpr std::array<std::string_view, 30> k_stop_gaps{"none",
                                                       "no",
                                                       "n/a",
                                                       "na",
                                                       "nan",
                                                       "null",
                                                       "nil",
                                                       "null ref",
                                                       "unknown",
                                                       "unset",
                                                       "undefined",
                                                       "unspecified",
                                                       "not set",
                                                       "not specified",
                                                       "not applicable",
                                                       "not available",
                                                       "not provided",
                                                       "missing",
                                                       "empty",
                                                       "default",
                                                       "tbd",
                                                       "tba",
                                                       "todo",
                                                       "to be determined",
                                                       "test",
                                                       "foo",
                                                       "bar",
                                                       "xxx",
                                                       "untitled",
                                                       "no title"};

/// Files of the time before UTF-8 mostly hold Latin-1: every byte is the code point of its number.
std::string from_latin1(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xC0U | (byte >> 6U));
            text += static_cast<char>(0x80U | (byte & 0x3FU));
        }
    }
    return text;
}

bool is_space(char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; }

/// White space, control characters and the no-break space as single spaces, none at the ends.
std::string on_one_line(std::string_view text) {
    std::string line;
    bool gap = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_wide_space = text.substr(i).starts_with("\u00A0");
        if (is_space(text[i]) || is_wide_space) {
            gap = true;
            if (is_wide_space) ++i;
            continue;
        }
        if (gap && !line.empty()) line += ' ';
        gap = false;
        line += text[i];
    }
    return line;
}

bool says_nothing(std::string_view line) {
    std::string word;
    bool has_letter_or_digit = false;
    for (const char c : line) {
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool is_plain = is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        has_letter_or_digit = has_letter_or_digit || is_plain || static_cast<unsigned char>(c) >= 0x80;
        if (is_plain || c == '/' || c == ' ') word += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (!has_letter_or_digit) return true;
    word = on_one_line(word);
    return std::find(k_stop_gaps.begin(), k_stop_gaps.end(), word) != k_stop_gaps.end();
}

std::string_view without_quotation(std::string_view line) {
    while (line.size() > 1 && (line.front() == '"' || line.front() == '\'') && line.back() == line.front() &&
           line.find(line.front(), 1) == line.size() - 1)
        line = line.substr(1, line.size() - 2);
    return line;
}

bool is_record_of_commands(std::string_view line) {
    constexpr std::array<std::string_view, 12> k_commands{"ncks -",   "ncatted -",  "ncrcat -", "ncea -",
                                                          "ncra -",   "ncrename -", "ncpdq -",  "ncap2 -",
                                                          "nccopy -", "cdo -",      "cdo ",     "ncks "};
    for (const std::string_view program : {"file created by ", "File created by ", "created by ", "written by "})
        if (line.starts_with(program)) return true;
    if (line.find("20") == std::string_view::npos && line.find("19") == std::string_view::npos) return false;
    return line.find(": ") != std::string_view::npos &&
           std::any_of(k_commands.begin(), k_commands.end(), [&](std::string_view command) {
               const std::size_t at = line.find(command);
               return at != std::string_view::npos && at > 0 && (line[at - 1] == ' ' || line[at - 1] == '/');
           });
}

}  // namespace

std::string prose(std::string_view text) {
    text = text.substr(0, k_longest_read);
    while (!text.empty() && !is_utf8(text) && (static_cast<unsigned char>(text.back()) & 0x80U) != 0 &&
           text.size() == k_longest_read)
        text.remove_suffix(1);  // a code point that was cut
    const std::string readable = is_utf8(text) ? std::string(text) : from_latin1(text);
    const std::string line = on_one_line(without_markup(readable));
    if (says_nothing(line)) return {};
    return std::string(without_quotation(line));
}

std::string shortened(std::string_view text, std::size_t most) {
    constexpr std::string_view k_more = "...";
    if (text.size() <= most) return std::string(text);
    std::size_t end = most - k_more.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    if (const std::size_t space = text.substr(0, end).rfind(' '); space != std::string_view::npos && space > end / 2)
        end = space;
    // A parenthesis that would stay open goes whole, where enough is left before it.
    const std::string_view kept = text.substr(0, end);
    if (const std::size_t open = kept.rfind('(');
        open != std::string_view::npos && open > end / 3 && kept.find(')', open) == std::string_view::npos)
        end = open;
    while (end > 0 && std::string_view(" ,;:-(").find(text[end - 1]) != std::string_view::npos) --end;
    return std::string(text.substr(0, end)).append(k_more);
}

std::string paragraph(std::string_view text, std::size_t most) {
    const std::string line = prose(text);
    if (is_record_of_commands(line)) return {};
    if (line.size() <= most) return with_escaped_tags(line);
    const std::size_t end = line.substr(0, most).rfind(". ");
    if (end != std::string::npos && end > most / 2) return with_escaped_tags(line.substr(0, end + 1));
    return with_escaped_tags(shortened(line, most));
}

}  // namespace cairn
