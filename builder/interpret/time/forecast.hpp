// The times that a forecast is for, when its file has no coordinate of them: when it started, and how long after.
#pragma once

#include <optional>

#include "builder/interpret/anatomy.hpp"
#include "builder/interpret/findings.hpp"
#include "builder/model/granule.hpp"

namespace cairn {

/// From a forecast_reference_time and a forecast_period that lie on the dimensions of one data variable, or are scalar;
/// nullopt when no variable has both, or their values give no instants. Both on one dimension: value by value, else
/// each start with each period.
std::optional<TimeCoverage> forecast_coverage(const Anatomy& anatomy, const Policies& policies, Findings& findings);

}  // namespace cairn
