// One date as names of files write it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// How precise a date is; what may follow it depends on that.
enum class Precision { none, year, month, day, time };

struct WrittenDate {
    Precision precision = Precision::none;
    std::size_t length = 0;   ///< characters
    std::string digits;       ///< for comparing two of the same form
    bool is_certain = false;  ///< its form shows that it is a date: "0101-01", "1981feb", "2020m0101"
    bool is_dashed = false;   ///< "0101-01-31"

    int year() const;
    /// A number that could be something else is a date only with a year from 1500 to 2999.
    bool is_plausible() const;
};

bool is_digit(char c);
bool is_letter(char c);
std::size_t leading_digits(std::string_view text);
bool all_digits(std::string_view text);
/// The number that `count` digits from `begin` make.
int number_in(std::string_view digits, std::size_t begin, std::size_t count);
bool is_month(int value);
bool is_day(int value);
/// "hh", "hhmm" or "hhmmss"; 24 ends a day. The empty text is one, too.
bool is_time_of_day(std::string_view digits);
/// "00000" to "86400".
bool is_seconds_of_day(std::string_view digits);

/// The date that a text begins with; no letter or digit follows it. YYYY, YYYYMM, YYYYDDD (from 1950 to 2100),
/// YYYYMMDD[hh[mm[ss]]], YYYYDDDhhmmss, YYYY-MM[-DD], YYYYmon, YYYYmMMDD, YYYYdDDD; and after a day "T00:30:00Z" in its
/// forms, "t0030", "-003000", or "-01800", seconds of the day. Years up to 3000.
std::optional<WrittenDate> date_at_start(std::string_view text);

/// yymmdd[hh[mm]], for a text that is nothing else.
std::optional<WrittenDate> date_with_short_year(std::string_view text);

/// The second date of a range "-b" or "~b", of the same form as the first and not before it; returns its length with
/// the dash, or 0.
std::size_t length_of_range_end(std::string_view text, const WrittenDate& first);

/// The length of "T00", "T0030", "T00:30:00Z", "T00-30-00"; 0 when a text does not begin with one.
std::size_t length_of_time_part(std::string_view text);

}  // namespace cairn
