// Texts in capitals, made readable.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// "SEA SURFACE TEMPERATURE" -> "Sea Surface Temperature", "COADS CLIMATOLOGY OF SST" -> "COADS Climatology of SST".
/// Only a text without a small letter is changed, and in it only words that are known to be ordinary or, with six
/// letters and a vowel, too long to be an abbreviation; words with digits stay.
std::string without_shouting(std::string_view text);

/// With a capital first letter, when the first word is of small letters alone, or with hyphens, and has more than one.
std::string with_capital(std::string text);

}  // namespace cairn
