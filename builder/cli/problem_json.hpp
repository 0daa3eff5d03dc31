// A problem as JSON: the same members in reports and in `cairn inspect`.
#pragma once

#include "builder/model/outcome.hpp"
#include "json/value.hpp"

namespace cairn {

json::Value problem_value(const Problem& problem);

}  // namespace cairn
