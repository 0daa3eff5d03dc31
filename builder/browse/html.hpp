// Texts of strangers in HTML and XML, and templates that are filled once.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace cairn::browse {

/// As text or in a quoted attribute of HTML or XML. Controls that are no space, and marks that turn the direction of
/// writing, become U+FFFD: XML has no place for the former, and a reader sees neither.
std::string escaped(std::string_view text);

/// JSON as it may stand in a <script> of data: no '<', '>' or '&'.
std::string script_safe(std::string json);

/// Puts each value in the place of "@NAME@". What a value holds is not looked at again.
std::string filled(std::string_view page, const std::map<std::string, std::string, std::less<>>& values);

}  // namespace cairn::browse
