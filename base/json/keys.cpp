#include "base/json/keys.hpp"

#include <algorithm>

namespace cairn::json {

namespace {

constexpr std::string_view k_space = " \t\r\n";

/// The end of a string whose opening quote is at `begin`: past the closing one, or npos when the text is cut off.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i + 1;
        }
    }
    return std::string_view::npos;
}

char at(std::string_view text, std::size_t position) { return position < text.size() ? text[position] : '\0'; }

}  // namespace

void for_each_key(std::string_view text, const std::function<bool(const Key&)>& visit) {
    constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(k_byte_order_mark)) text.remove_prefix(k_byte_order_mark.size());
    if (at(text, text.find_first_not_of(k_space)) != '{') return;
    std::size_t depth = 0;
    std::string_view outer;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '{' || c == '[') ++depth;
        if ((c == '}' || c == ']') && --depth == 0) return;
        if (c != '"') {
            ++i;
            continue;
        }
        const std::size_t end = end_of_string(text, i);
        if (end == std::string_view::npos) return;
        const std::size_t colon = text.find_first_not_of(k_space, end);
        if (depth <= 2 && at(text, colon) == ':') {
            const std::string_view name = text.substr(i + 1, end - i - 2);
            if (depth == 1) outer = name;
            const std::size_t value = std::min(text.find_first_not_of(k_space, colon + 1), text.size());
            if (!visit({depth, name, depth == 2 ? outer : std::string_view(), text.substr(value)})) return;
        }
        i = end;
    }
}

}  // namespace cairn::json
