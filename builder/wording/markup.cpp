#include "builder/wording/markup.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/letters.hpp"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 40> k_tags{
    "a",   "b",  "body", "br",     "center", "code", "dd",    "div", "dl",  "dt", "em",   "font", "h1", "h2",
    "h3",  "h4", "h5",   "h6",     "head",   "hr",   "html",  "i",   "img", "li", "link", "meta", "ol", "p",
    "pre", "s",  "span", "strong", "sub",    "sup",  "table", "td",  "th",  "tr", "tt",   "ul"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> k_entities{{{"amp", "&"},
                                                                                    {"lt", "<"},
                                                                                    {"gt", ">"},
                                                                                    {"quot", "\""},
                                                                                    {"apos", "'"},
                                                                                    {"nbsp", " "},
                                                                                    {"deg", "\u00B0"},
                                                                                    {"copy", "\u00A9"},
                                                                                    {"micro", "\u00B5"},
                                                                                    {"times", "\u00D7"},
                                                                                    {"ndash", "\u2013"},
                                                                                    {"middot", "\u00B7"}}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The length of the comment or tag that the text begins with; 0: none.
std::size_t length_of_tag(std::string_view text) {
    constexpr std::size_t k_longest = 2000;  // a '<' without its '>' must not be sought for through the whole text
    if (text.starts_with("<!--")) {
        const std::size_t end = text.substr(0, k_longest).find("-->");
        return end == std::string_view::npos ? 0 : end + 3;
    }
    std::size_t at = text.size() > 1 && text[1] == '/' ? 2 : 1;
    std::string name;
    while (at < text.size() && (is_letter(text[at]) || is_digit(text[at])) && name.size() < 8)
        name += small_letter(text[at++]);
    if (std::find(k_tags.begin(), k_tags.end(), name) == k_tags.end()) return 0;
    const std::size_t end = text.substr(0, k_longest).find('>', at);
    if (end == std::string_view::npos) return 0;
    const bool has_attributes = at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t');
    return end == at || has_attributes || text[at] == '/' ? end + 1 : 0;
}

std::string utf8_of(std::uint32_t code) {
    std::string bytes;
    if (code < 0x80) return {static_cast<char>(code)};
    if (code < 0x800) {
        bytes += static_cast<char>(0xC0U | (code >> 6U));
    } else {
        bytes += static_cast<char>(0xE0U | (code >> 12U));
        bytes += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    }
    bytes += static_cast<char>(0x80U | (code & 0x3FU));
    return bytes;
}

/// "#176" and "#xB0"; nullopt: no character of the basic plane, or one that would not show.
std::optional<std::string> numbered(std::string_view name) {
    if (name.size() < 2 || name.size() > 6 || name.front() != '#') return std::nullopt;
    const bool is_hex = name[1] == 'x' || name[1] == 'X';
    std::uint32_t code = 0;
    for (const char c : name.substr(is_hex ? 2 : 1)) {
        const char digit = small_letter(c);
        if (is_digit(digit)) {
            code = code * (is_hex ? 16 : 10) + static_cast<std::uint32_t>(digit - '0');
        } else if (is_hex && digit >= 'a' && digit <= 'f') {
            code = code * 16 + static_cast<std::uint32_t>(digit - 'a' + 10);
        } else {
            return std::nullopt;
        }
    }
    const bool is_shown =
        code >= 0x20 && code < 0xFFFE && (code < 0x7F || code > 0x9F) && (code < 0xD800 || code > 0xDFFF);
    return is_shown ? std::optional(utf8_of(code)) : std::nullopt;
}

/// The characters of the entity that the text begins with, and its length; 0: none.
std::pair<std::string, std::size_t> entity(std::string_view text) {
    const std::size_t end = text.substr(0, 10).find(';');
    if (end == std::string_view::npos) return {{}, 0};
    const std::string_view name = text.substr(1, end - 1);
    for (const auto& [known, characters] : k_entities)
        if (known == name) return {std::string(characters), end + 1};
    if (const auto character = numbered(name)) return {*character, end + 1};
    return {{}, 0};
}

}  // namespace

std::string without_markup(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '<') {
            if (const std::size_t length = length_of_tag(text.substr(i)); length > 0) {
                result += ' ';
                i += length;
                continue;
            }
        } else if (text[i] == '&') {
            if (const auto [characters, length] = entity(text.substr(i)); length > 0) {
                result += characters;
                i += length;
                continue;
            }
        }
        result += text[i++];
    }
    return result;
}

std::string with_escaped_tags(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : ' ';
        if (text[i] == '<' && (is_letter(next) || next == '/' || next == '!' || next == '?')) result += '\\';
        result += text[i];
    }
    return result;
}

}  // namespace cairn
