// What is wrong with a text that is no JSON, in the words of whoever must mend it. Only broken texts cost anything.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn::json {

inline constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

struct Fault {
    std::size_t offset = 0;  ///< of the first byte of what is wrong
    std::string message;     ///< what was found, what was expected, what to do; without a full stop
};

/// What the parser had in mind when it stopped: how the message ends when nothing better can be said. "expected ..."
/// is said of what stands there; anything else is the whole message.
using Expectation = std::string_view;

/// The text as a whole: something else than JSON by its first bytes (another encoding, a compressed file, HTML), or
/// `fault_at` the place where the parser stopped.
Fault fault_of(std::string_view text, std::size_t offset, Expectation expectation);

/// What stands at a place of a text, or of a part of it: NaN, a comma before a bracket, a comment, a cut.
Fault fault_at(std::string_view text, std::size_t offset, Expectation expectation);

}  // namespace cairn::json
