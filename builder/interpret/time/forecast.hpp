// The times that data are for where a file has two parts of them: when a forecast was started and how long after, or a
// reference time and the offset of each cell.
#pragma once

#include <optional>

#include "builder/interpret/anatomy.hpp"
#include "builder/interpret/findings.hpp"
#include "builder/interpret/time/data_groups.hpp"
#include "builder/model/granule.hpp"

namespace cairn {

/// From a forecast_reference_time and a forecast_period that lie on the dimensions of one data variable, or are scalar;
/// nullopt when no variable has both, or their values give no instants. Both on one dimension: value by value, else
/// each start with each period.
std::optional<TimeCoverage> forecast_coverage(const Anatomy& anatomy, const DataGroups& groups,
                                              const Policies& policies, Findings& findings);

/// What must be added to a time axis that data use: the lead times on another of their dimensions (then the axis is
/// that of initial times, unless its standard name is 'time'), or the offsets of cells from a reference time. nullopt:
/// none.
std::optional<VariableId> offsets_of(const Anatomy& anatomy, const DataGroups& groups, VariableId axis);

/// The times of an axis with its offsets added. nullopt: their values give no instants.
std::optional<TimeCoverage> offset_coverage(const Anatomy& anatomy, VariableId axis, VariableId offsets,
                                            const Policies& policies, Findings& findings);

}  // namespace cairn
