#include "base/markup.hpp"

#include "base/text.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_replacement = "\xef\xbf\xbd";

/// U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069.
bool turns_writing(std::string_view rest) {
    if (rest.starts_with("\xd8\x9c")) return true;
    if (rest.size() < 3 || rest[0] != '\xe2') return false;
    const auto second = static_cast<unsigned char>(rest[1]), third = static_cast<unsigned char>(rest[2]);
    if (second == 0x80) return third == 0x8e || third == 0x8f || (third >= 0xaa && third <= 0xae);
    return second == 0x81 && third >= 0xa6 && third <= 0xa9;
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f;
}

std::string_view entity_of(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

}  // namespace

std::string escaped_markup(std::string_view given) {
    const std::string text = to_utf8(given);
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = std::string_view(text).substr(i);
        if (turns_writing(rest)) {
            result += k_replacement;
            i += rest[0] == '\xd8' ? 1 : 2;
        } else if (is_control(text[i])) {
            result += k_replacement;
        } else if (const std::string_view entity = entity_of(text[i]); !entity.empty()) {
            result += entity;
        } else {
            result += text[i];
        }
    }
    return result;
}

}  // namespace cairn
