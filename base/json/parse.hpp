// Parsing of untrusted JSON text: never recursive, bounded in depth, errors with line and column.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "base/json/value.hpp"

namespace cairn::json {

/// A place in a text. `line` and `column` count from 1, `column` in bytes.
struct Position {
    std::size_t offset = 0;
    std::size_t line = 1;
    std::size_t column = 1;
};

struct ParseError {
    Position position;
    std::string message;  ///< what was wrong, without the position
};

struct ParseLimits {
    std::size_t depth =
        512;  ///< nested arrays and objects; deeper text is an error, since values are freed recursively
    bool not_a_number = false;  ///< take NaN, Infinity and -Infinity for numbers, as Python's writer spells them
};

/// Parses one JSON text in UTF-8 (invalid UTF-8 is an error, as is anything but white space after the value; a leading
/// byte order mark is skipped). Duplicate member names are kept as they are. Threads: safe.
std::variant<Value, ParseError> parse(std::string_view text, ParseLimits limits = {});

/// Line and column of a byte offset.
Position position_of(std::string_view text, std::size_t offset);

}  // namespace cairn::json
