// Which testimony of time and place is believed, and where the others contradict it.
#pragma once

#include <optional>
#include <vector>

#include "base/outcome.hpp"
#include "builder/interpret/findings.hpp"
#include "builder/interpret/space/footprint.hpp"
#include "builder/model/date_period.hpp"
#include "builder/model/granule.hpp"

namespace cairn {

/// `granule` has what the coordinates say (or the statement of a store, which counts as attributes) and gets what the
/// policy's order prefers; its evidence and reason say from what. A testimony that differs from the one used by more
/// than the policy's tolerance, and more than a cell or the precision of a date, is a note and a problem
/// "interpret/disagreement" (a warning, without a path) that names both. `named`: the time in the file's name.
/// `step_us`: between the values of the time axis, 0 where there is one: it is always tolerated. Attributes that
/// enclose time coordinates without bounds are their interval.
void weigh_testimonies(const Dataset& dataset, const SpaceReading& space, std::int64_t step_us,
                       const Policies& policies, const std::optional<DatePeriod>& named, Granule& granule,
                       Findings& findings, std::vector<Problem>& problems);

}  // namespace cairn
