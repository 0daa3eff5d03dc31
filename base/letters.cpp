#include "base/letters.hpp"

namespace cairn {

std::string in_small_letters(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = small_letter(c);
    return result;
}

std::string_view trimmed(std::string_view text, std::string_view blank) {
    const std::size_t begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

}  // namespace cairn
