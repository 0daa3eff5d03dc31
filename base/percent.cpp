#include "base/percent.hpp"

#include <algorithm>

namespace cairn {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// The byte of the escape that `text` starts with, or -1.
int escaped_byte(std::string_view text) {
    if (text.size() < 3 || text.front() != '%') return -1;
    const int high = hex_digit(text[1]);
    const int low = hex_digit(text[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

enum class Broken { stays, ends };

std::optional<std::string> decoded(std::string_view text, Broken broken) {
    const std::size_t first = std::min(text.find('%'), text.size());
    std::string out;
    out.reserve(text.size());
    out = text.substr(0, first);
    for (std::size_t i = first; i < text.size(); ++i) {
        const int byte = escaped_byte(text.substr(i));
        if (byte < 0 && text[i] == '%' && broken == Broken::ends) return std::nullopt;
        out += byte < 0 ? text[i] : static_cast<char>(byte);
        if (byte >= 0) i += 2;
    }
    return out;
}

bool is_path_character(char c) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return alphanumeric || std::string_view("-._~!$&'()*+,;=:@/").find(c) != std::string_view::npos;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) { return decoded(text, Broken::ends); }

std::string percent_decode_leniently(std::string_view text) { return *decoded(text, Broken::stays); }

void append_percent_encoded(std::string& text, char byte) {
    constexpr std::string_view k_digits = "0123456789ABCDEF";
    const auto value = static_cast<unsigned char>(byte);
    text += {'%', k_digits[value >> 4], k_digits[value & 15]};
}

std::string percent_encoded(std::string_view path) {
    std::string result;
    result.reserve(path.size());
    for (const char c : path) {
        if (is_path_character(c)) {
            result += c;
        } else {
            append_percent_encoded(result, c);
        }
    }
    return result;
}

}  // namespace cairn
