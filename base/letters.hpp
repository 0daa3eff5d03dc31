// Texts of ASCII letters and blanks, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

constexpr char small_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string in_small_letters(std::string_view text);

/// The text without what is `blank` at its ends.
std::string_view trimmed(std::string_view text, std::string_view blank = " \t");

}  // namespace cairn
