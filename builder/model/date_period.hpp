// Dates written with less than a clock time: a year, a month or a day is all of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "builder/model/instant.hpp"

namespace cairn {

/// What a written date covers: from its first instant to the first of the next year, month or day; a date with a clock
/// time is one instant.
struct DatePeriod {
    UtcInterval interval;
    std::int64_t precision_us = 0;  ///< the longest that such a year, month or day can be; 0: one instant
    bool operator==(const DatePeriod&) const = default;
};

/// YYYY, YYYYMM, YYYYDDD, YYYYMMDD, YYYYMMDDhh[mm[ss]], YYYY-MM[-DD], and after a day 'T', '_', ' ' or '-' and a clock
/// time as hh[[:]mm[[:]ss]]; 'Z' may end it. A day up to 31 that its month does not have (of a 360-day calendar) is the
/// month's last. nullopt: anything else, or a year outside 1 to 9998.
std::optional<DatePeriod> parse_date_period(std::string_view text);

/// From numbers; month, day_of_month or day_of_year may be absent, but no coarser part than one that is there.
struct DateParts {
    int year = 0;
    std::optional<int> month{};
    std::optional<int> day{};
    std::optional<int> day_of_year{};
    std::optional<int> hour{};
    int minute = 0;
    int second = 0;
};
std::optional<DatePeriod> period_of(const DateParts& parts);

/// From the start of one to the end of the other, as precise as the coarser; nullopt when that is before the start.
std::optional<DatePeriod> joined(const DatePeriod& first, const DatePeriod& last);

}  // namespace cairn
