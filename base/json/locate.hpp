// From a JSON pointer back to the place in the text: what lets a finding name line and column.
#pragma once

#include <optional>
#include <string_view>

#include "base/json/parse.hpp"

namespace cairn::json {

/// Where the value that `pointer` names begins in `text` (valid JSON), or the deepest existing ancestor when it does
/// not exist (a missing member is reported at the object that should have it). Costs one pass over the text.
Position locate(std::string_view text, std::string_view pointer);

}  // namespace cairn::json
