// The time in the name of a file, where nobody configured how it is written: good enough to decide between statements
// that contradict each other, never a statement of its own.
#pragma once

#include <optional>
#include <string_view>

#include "builder/model/date_period.hpp"

namespace cairn {

/// "pr_day_185001-185912.nc" -> 1850 to 1859, "A2015084.L2.nc", "a_2015_03_25.nc" -> a day. nullopt when the name has
/// no date with a year of four digits, or has several that are no range: one of them may be that of the processing.
/// Versions ("v20210618") and marked times of creation ("c20200010001234") are no dates of the data.
std::optional<DatePeriod> dates_in_name(std::string_view file_name);

}  // namespace cairn
