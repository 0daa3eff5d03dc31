// When: which time axes count, and the interval they cover together.
#pragma once

#include <map>
#include <optional>

#include "builder/interpret/time/time_axis.hpp"

namespace cairn {

struct TimeReading {
    TimeCoverage coverage;
    std::int64_t step_us = 0;             ///< mean of the axes that count, the longest; 0: they have one value
    std::map<VariableId, TimeAxis> axes;  ///< of the axes that count, and of all temporal coordinate variables
};

/// The axes that count are those that data variables use: of each variable its time dimension's, else what its
/// `coordinates` attribute lists, else the only other time coordinate on its dimensions. standard_name 'time' beats
/// axis 'T', which beats _CoordinateAxisType, which beats units. Without data variables all time coordinates count.
/// Forecast reference times never do; without any other axis they count with the forecast periods added to them.
/// Axes of groups that are beside the measurements of a product do not (data_groups.hpp). `named`: what the file's name
/// says.
TimeReading read_time(const Anatomy& anatomy, const Policies& policies, const std::optional<UtcInterval>& named,
                      Findings& findings);

}  // namespace cairn
