// Serialisation. The same value always gives the same bytes.
#pragma once

#include <string>

#include "base/json/value.hpp"

namespace cairn::json {

enum class Style { compact, indented };  ///< indented: two spaces, arrays of scalars on one line

/// JSON text in UTF-8, without a final newline. Doubles are written with the fewest digits that round-trip; strings
/// that are not UTF-8 throw std::invalid_argument (a document must be clean before it is written).
std::string write(const Value& value, Style style = Style::compact);

/// Appends what `write` returns.
void append(std::string& out, const Value& value, Style style = Style::compact);

/// Appends the quoted and escaped form of a text.
void append_quoted(std::string& out, std::string_view text);

}  // namespace cairn::json
