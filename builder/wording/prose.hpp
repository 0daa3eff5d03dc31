// What an attribute says in words: without markup, line breaks and stop-gaps.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn {

/// One line of UTF-8: bytes that are not UTF-8 are taken as Latin-1, markup is taken out, white space and control
/// characters become one space, quotation marks around the whole go. Empty when nothing is said: "none", "N/A",
/// "<null ref>", "unknown", "???".
std::string prose(std::string_view text);

/// Prose fit for a `description` in CommonMark, of at most `most` bytes: it ends with a whole sentence where one ends
/// in the second half, else with a whole word and "...". Empty when the text is a record of commands (what NCO and CDO
/// write to `history`, which some files repeat in other attributes) or a program's signature.
std::string paragraph(std::string_view text, std::size_t most = 1000);

/// At most `most` bytes, cut between words, with "..." where something was cut. Never within a code point.
std::string shortened(std::string_view text, std::size_t most);

}  // namespace cairn
