// What a file that is no JSON is: the words for its finding.
#pragma once

#include <string>
#include <string_view>

#include "base/json/parse.hpp"

namespace cairn::validate {

inline constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

/// "not JSON: ...": what the text is by its first bytes (another encoding, a compressed file, HTML), or what stands at
/// the place of the error (NaN, a comma before a bracket, a comment), or else what the parser says.
std::string why_no_json(std::string_view text, const json::ParseError& error);

}  // namespace cairn::validate
