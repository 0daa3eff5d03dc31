// When: which time axes count, and the interval they cover together.
#pragma once

#include <map>

#include "builder/interpret/time/time_axis.hpp"

namespace cairn {

struct TimeReading {
    TimeCoverage coverage;
    std::map<VariableId, TimeAxis> axes;  ///< of the axes that count, and of all temporal coordinate variables
};

/// The axes that count are those that data variables use: of each variable its time dimension's, else what its
/// `coordinates` attribute lists, else the only other time coordinate on its dimensions. standard_name 'time' beats
/// axis 'T', which beats _CoordinateAxisType, which beats units. Without data variables all time coordinates count.
/// Forecast reference times never do; without any other axis they count with the forecast periods added to them.
TimeReading read_time(const Anatomy& anatomy, const Policies& policies, Findings& findings);

}  // namespace cairn
