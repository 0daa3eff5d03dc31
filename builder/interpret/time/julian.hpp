// Which calendar a time axis means that says 'julian'.
#pragma once

#include <functional>
#include <optional>

#include "builder/interpret/anatomy.hpp"
#include "builder/interpret/findings.hpp"
#include "builder/model/granule.hpp"

namespace cairn {

/// What dates of calendar 'julian' are: days that were, those of the civil calendar under a wrong name, or a model's.
enum class JulianAs { real, civil, labels };

/// Reads a time coordinate; nullopt when it gives no interval.
using ReadTime = std::function<std::optional<UtcInterval>(VariableId, JulianAs)>;

/// Old observations and FMS write 'julian' for calendars that are not. FMS, whose attribute `calendar_type` tells it,
/// means a model's calendar, whose dates are labels. Else a second witness decides: that it would be odd is no reason.
/// `named`: the time in the file's name.
JulianAs julian_of(const Anatomy& anatomy, VariableId axis, const std::optional<UtcInterval>& named,
                   const ReadTime& read, Findings& findings);

}  // namespace cairn
