// Members with the same name in one object.
#pragma once

#include <string>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::validate {

/// Pointers of the repeated members (the first one of that name), at most `limit`.
std::vector<std::string> repeated_names(const json::Value& document, std::size_t limit);

}  // namespace cairn::validate
