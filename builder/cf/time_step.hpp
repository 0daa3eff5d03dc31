// The step of a regular series of times, in its own calendar.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "builder/cf/calendar.hpp"

namespace cairn {

/// Months and years are regular in dates, not in seconds: one of the two members is 0.
struct TimeStep {
    std::int64_t months = 0;
    std::int64_t microseconds = 0;
    auto operator<=>(const TimeStep&) const = default;
};

/// "P1M", "P10Y", "PT30M"; empty for no step.
std::string to_duration(const TimeStep& step);

// All times: microseconds since the calendar's day 0. Tolerance 1 ms.

/// From `a` to a later `b`: whole months when both are at the same place in their months (counted from its begin, its
/// end or its middle), else microseconds, rounded to seconds within the tolerance.
TimeStep step_between(Calendar calendar, std::int64_t a, std::int64_t b);
/// How many steps `b` is after `a`; nullopt when they are not whole. Negative when it is before.
std::optional<std::int64_t> steps_between(Calendar calendar, const TimeStep& step, std::int64_t a, std::int64_t b);
/// The time `count` steps after `at`.
std::int64_t after_steps(Calendar calendar, const TimeStep& step, std::int64_t at, std::int64_t count);

/// The step between the instants of an axis (PT30M, P1D, P1M, P10Y), in any order; nullopt when there are fewer than
/// two distinct ones or they are not regular. Months and years first. Monthly values in the middle of each month count
/// as P1M.
std::optional<TimeStep> regular_step(Calendar calendar, std::vector<std::int64_t> microseconds);

}  // namespace cairn
