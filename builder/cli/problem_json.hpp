// A problem as JSON, without secrets of URLs: the same members in reports and in `cairn inspect`.
#pragma once

#include "base/json/value.hpp"
#include "base/outcome.hpp"

namespace cairn {

json::Value problem_value(const Problem& problem);

}  // namespace cairn
