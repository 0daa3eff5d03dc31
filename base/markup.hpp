// Texts of strangers in HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// As text or in a quoted attribute of HTML or XML. Controls that are no space, and marks that turn the direction of
/// writing, become U+FFFD: XML has no place for the former, and a reader sees neither.
std::string escaped_markup(std::string_view text);

}  // namespace cairn
