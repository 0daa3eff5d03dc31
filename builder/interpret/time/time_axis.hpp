// One time coordinate, decoded: units, calendar, bounds, missing values.
#pragma once

#include <optional>
#include <string>

#include "builder/interpret/anatomy.hpp"
#include "builder/interpret/findings.hpp"
#include "builder/model/granule.hpp"

namespace cairn {

struct TimeAxis {
    TimeCoverage coverage;               ///< from the first lower bound or value, to the last value or before the edge
    std::optional<UtcInterval> edges;    ///< the same, to the last upper bound
    std::string calendar;                ///< CF name; as written when it is none of CF's
    std::int64_t mean_step_us = 0;       ///< between neighbouring values; 0: there is only one
    std::string step;                    ///< ISO 8601 duration when regular, else empty
    std::optional<NativeExtent> native;  ///< of its values (not its bounds), whether or not they are dates
};

/// Never fails: without an interval, coverage.reason says why. Bounds beat values; missing ones are skipped. Values are
/// numbers with units "... since ..." or dates as text. Without an interval also: FERRET's `modulo` (a climatological
/// axis, whose years are not real), years outside 1 to 9999.
/// `named`: the time in the file's name, a witness where the calendar is in doubt.
TimeAxis decode_time_axis(const Anatomy& anatomy, VariableId coordinate, const Policies& policies, Findings& findings,
                          const std::optional<UtcInterval>& named = std::nullopt);

}  // namespace cairn
