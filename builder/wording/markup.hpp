// HTML in attribute texts, taken out: STAC texts are CommonMark, which would pass it on to browsers.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// The text without comments and without the tags that HTML has ("<p>", "</a>"; "<null ref>" and "x < y" stay), each of
/// which becomes a space, and with the common entities ("&amp;", "&deg;", "&#39;") as their characters.
std::string without_markup(std::string_view text);

/// The text with a backslash before each '<' that CommonMark could take for the beginning of a tag or a link.
std::string with_escaped_tags(std::string_view text);

}  // namespace cairn
