// The step of a regular time axis.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "builder/cf/calendar.hpp"

namespace cairn {

/// The ISO 8601 duration between the instants of an axis ("PT30M", "P1D", "P1M", "P10Y"), in its own calendar; empty
/// when there are fewer than two distinct ones or they are not regular. Months and years first: they are regular in
/// dates, not in seconds. Monthly values in the middle of each month count as P1M. `microseconds`: since the calendar's
/// day 0, in any order. Tolerance 1 ms.
std::string regular_step(Calendar calendar, std::vector<std::int64_t> microseconds);

}  // namespace cairn
