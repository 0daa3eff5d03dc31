// Licenses by their SPDX identifiers.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// The SPDX identifier of the license that a text names: as an identifier ("cc-by-4.0"), by its address
/// ("https://creativecommons.org/licenses/by/4.0/"), or in words with a version ("Creative Commons Attribution
/// ShareAlike 4.0 International"). Empty when the text names none, several, or one without its version: which of them
/// it is then would be a guess.
std::string spdx_of(std::string_view text);

/// Whether STAC takes the text as the value of `license`: letters, digits and "_.+-".
bool is_license_name(std::string_view text);

}  // namespace cairn
