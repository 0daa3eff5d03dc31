// "<unit> since <reference>" (CF section 4.4, udunits), and dates as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "builder/cf/calendar.hpp"

namespace cairn {

/// What the units of a time axis mean.
struct TimeUnits {
    enum class Count {
        fixed,   ///< units of one length since the reference
        months,  ///< months of the calendar since the reference
        digits   ///< no reference: values are dates written as numbers, "day as %Y%m%d.%f" (CDO)
    };
    Calendar calendar = Calendar::standard;
    Count count = Count::fixed;
    std::int64_t unit_ns = 0;  ///< fixed: length of one unit; digits: 0
    int unit_months = 0;       ///< months: of one unit; digits: 0 for days, else 1 or 12, what one whole number is
    std::int64_t reference_us =
        0;  ///< microseconds that passed from the calendar's day 0 to the reference date, in UTC
};

/// Parses the units of a time axis. On failure `why_not` says what was found and what was expected.
/// Units: weeks to nanoseconds in all spellings of udunits and cftime, in any letter case; months and years by the
/// policy, but in 360_day always of 30 and 360 days. Between unit and reference: "since", or udunits' "after", "from",
/// "ref", "@". Reference: see parse_date_time.
std::optional<TimeUnits> parse_time_units(std::string_view text, Calendar calendar, MonthUnits month_units,
                                          std::string& why_not);

bool is_duration_unit(std::string_view text);  ///< a unit of time alone: "days", "seconds"
/// Whether a unit makes its variable a time: "<unit> since <date>", or the other words that UDUNITS has for "since"
/// behind a unit of time ("degrees from north" is none).
bool is_since_unit(std::string_view units);
bool counts_from_date(std::string_view units);          ///< "<unit> since <reference>", or CDO's dates as numbers
std::string_view reference_of(std::string_view units);  ///< what follows "since", of the text given; else empty

/// The microseconds that passed from the calendar's day 0 to a date written as text. Dates: [-]Y-M-D with years of any
/// length, Y-M, Y, '/' for '-', "YYYY MM DD", YYYYMMDD, D-MON-Y ("14-JAN-1980"), D-M-YYYY or M-D-YYYY where it can only
/// be one of the two, "Jan 1, 1980". Then, after 'T', '_' or spaces, h[:m[:s[.f]]] up to 24:00; then a zone: Z, UTC,
/// (UTC), GMT, [+-]h[h][:mm], hh:mm, [+-]hhmm; then a comment that begins with '!'.
/// A date that the calendar does not have (year 0 in standard, 30 February) is an error.
std::optional<std::int64_t> parse_date_time(std::string_view text, Calendar calendar, std::string& why_not);

/// The microseconds from the calendar's day 0 to a value of the axis; nullopt when it is not finite or beyond what 64
/// bits hold or, where values are dates, not one of the calendar. Axes in minutes or longer units are rounded to the
/// nearest millisecond: a double of days since 1850 resolves 1 to 7 microseconds, and computed values are noisier
/// (11:59:59.999997). The others are rounded to the microsecond.
std::optional<std::int64_t> decode_time(const TimeUnits& units, double value);

}  // namespace cairn
