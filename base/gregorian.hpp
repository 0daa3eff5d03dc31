// Days and dates of the proleptic Gregorian calendar, in which year 0 exists.
#pragma once

#include <cstdint>

namespace cairn {

/// Rounds down, also below zero.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
constexpr std::int64_t floor_mod(std::int64_t a, std::int64_t b) { return a % b < 0 ? a % b + b : a % b; }

struct GregorianDate {
    std::int64_t year = 0;
    int month = 0;  ///< 1 to 12
    int day = 0;    ///< from 1
};

/// Days since 1970-01-01. month 1 to 12, day 1 to 31.
std::int64_t days_from_gregorian(std::int64_t year, int month, int day);
GregorianDate gregorian_from_days(std::int64_t days);

/// Whether the calendar has such a day: not 31 April.
bool is_gregorian_date(std::int64_t year, int month, int day);

/// Days from 1 March: with the leap day at the end of the year, months follow one rule (5 months have 153 days). That
/// of the Julian calendar is the same.
int day_of_march_year(int month, int day);
/// The date from the year that began in March and the day of it.
GregorianDate from_march_year(std::int64_t year, std::int64_t day_of_year);

}  // namespace cairn
