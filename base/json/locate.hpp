// From a JSON pointer back to the place in the text: what lets a finding name line and column.
#pragma once

#include <string_view>
#include <vector>

#include "base/json/parse.hpp"

namespace cairn::json {

/// Where the value that `pointer` names begins in `text` (valid JSON), or the deepest existing ancestor when it does
/// not exist (a missing member is reported at the object that should have it). Costs one pass over the text.
Position locate(std::string_view text, std::string_view pointer);

/// The same of many pointers, in their order, by the same one pass.
std::vector<Position> locate(std::string_view text, const std::vector<std::string_view>& pointers);

}  // namespace cairn::json
