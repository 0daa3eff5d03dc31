// "<unit> since <reference>" (CF section 4.4, udunits), and dates as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "builder/interpret/calendar.hpp"

namespace cairn {

/// What the units of a time axis mean.
struct TimeUnits {
    Calendar calendar = Calendar::standard;
    std::int64_t unit_ns = 0;       ///< length of one unit
    std::int64_t reference_us = 0;  ///< microseconds from the calendar's day 0 to the reference date, in UTC
    /// 360_day counts months and years too (of 30 and 360 days).
};

/// Parses the units of a time axis. On failure `why_not` says what was found and what was expected.
/// Units: days to nanoseconds and weeks in all spellings of udunits and cftime, in any letter case; months and years
/// only in 360_day, where they have a fixed length. Reference: see parse_date_time.
std::optional<TimeUnits> parse_time_units(std::string_view text, Calendar calendar, std::string& why_not);

/// The microseconds from the calendar's day 0 to a date written as text. Dates: [-]Y-M-D with years of any length, Y-M,
/// Y, '/' for '-', YYYYMMDD, D-MON-Y
/// ("14-JAN-1980"), D-M-YYYY or M-D-YYYY where it can only be one of the two. Then, after 'T', '_' or spaces,
/// h[:m[:s[.f]]]; then a zone: Z, UTC, GMT, [+-]h[h][:mm], [+-]hhmm. A date that the calendar does not have (year 0 in
/// standard, 30 February) is an error.
std::optional<std::int64_t> parse_date_time(std::string_view text, Calendar calendar, std::string& why_not);

/// The microseconds from the calendar's day 0 to a value of the axis; nullopt when it is not finite or beyond what 64
/// bits hold. Axes in minutes or longer units are rounded to the nearest millisecond: a double of days since 1850
/// resolves 1 to 7 microseconds, and computed values are noisier (11:59:59.999997). The others are rounded to the
/// microsecond.
std::optional<std::int64_t> decode_time(const TimeUnits& units, double value);

}  // namespace cairn
