// Variables of the environment, which tests replace.
#pragma once

#include <functional>
#include <string>

namespace cairn {

/// The value of a variable; empty when it is not set.
using VariableLookup = std::function<std::string(const char* name)>;

/// Those of this process.
VariableLookup environment_variables();

}  // namespace cairn
