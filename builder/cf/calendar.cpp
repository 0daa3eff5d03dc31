#include "builder/cf/calendar.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "builder/cf/leap_seconds.hpp"
#include "builder/cf/words.hpp"

namespace cairn {

namespace {

constexpr std::int64_t k_last_julian_day = -141'428;  // 1582-10-04; the next day is 1582-10-15
constexpr std::int64_t k_reform_us = (k_last_julian_day + 1) * k_microseconds_per_day;
constexpr CalendarDate k_gap_begin{1582, 10, 5};
constexpr CalendarDate k_gap_end{1582, 10, 15};

/// The first of each calendar is CF's name. The others are written by cftime, FMS ("THIRTY_DAY_MONTHS") and ROMS
/// ("gregorian_proleptic").
constexpr std::array<std::pair<std::string_view, Calendar>, 25> k_names{{
    {"standard", Calendar::standard},
    {"gregorian", Calendar::standard},
    {"proleptic_gregorian", Calendar::proleptic_gregorian},
    {"julian", Calendar::julian},
    {"noleap", Calendar::noleap},
    {"365_day", Calendar::noleap},
    {"all_leap", Calendar::all_leap},
    {"366_day", Calendar::all_leap},
    {"360_day", Calendar::day_360},
    {"360", Calendar::day_360},
    {"utc", Calendar::utc},
    {"tai", Calendar::tai},
    {"none", Calendar::none},
    {"mixed_gregorian_julian", Calendar::standard},
    {"standard_gregorian", Calendar::standard},
    {"gregorian_proleptic", Calendar::proleptic_gregorian},
    {"proleptic", Calendar::proleptic_gregorian},
    {"no_leap", Calendar::noleap},
    {"365", Calendar::noleap},
    {"365_days", Calendar::noleap},
    {"366_days", Calendar::all_leap},
    {"360_days", Calendar::day_360},
    {"thirty_day_months", Calendar::day_360},
    {"30_day_months", Calendar::day_360},
    {"no_calendar", Calendar::none},
}};

bool is_leap(Calendar calendar, const CalendarDate& date) {
    const bool julian_rule = date.year % 4 == 0;
    const bool gregorian_rule = julian_rule && (date.year % 100 != 0 || date.year % 400 == 0);
    switch (calendar) {
        case Calendar::standard:
            return date < k_gap_begin ? julian_rule : gregorian_rule;
        case Calendar::julian:
            return julian_rule;
        case Calendar::all_leap:
            return true;
        case Calendar::noleap:
            return false;
        default:
            return gregorian_rule;
    }
}

int days_in_month(Calendar calendar, const CalendarDate& date) {
    if (calendar == Calendar::day_360) return 30;
    constexpr std::array<int, 12> k_common{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.month == 2 && is_leap(calendar, date)) return 29;
    return k_common[static_cast<std::size_t>(date.month - 1)];
}

constexpr std::int64_t k_julian_epoch = 719'470;  // days from 0000-03-01 (Julian) to 1970-01-01 (Gregorian)

std::int64_t days_from_julian(const CalendarDate& date) {
    const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    return 365 * year + floor_div(year, 4) + day_of_march_year(date.month, date.day) - k_julian_epoch;
}

CalendarDate in_calendar(const GregorianDate& date) { return {date.year, date.month, date.day}; }

CalendarDate julian_from_days(std::int64_t days) {
    const std::int64_t since_march = days + k_julian_epoch;
    const std::int64_t cycle = floor_div(since_march, 1461);
    const std::int64_t day_of_cycle = floor_mod(since_march, 1461);
    const std::int64_t year_of_cycle = (day_of_cycle - day_of_cycle / 1460) / 365;
    return in_calendar(from_march_year(cycle * 4 + year_of_cycle, day_of_cycle - 365 * year_of_cycle));
}

/// Calendars whose years are all of the same length.
std::int64_t days_from_uniform(Calendar calendar, std::int64_t year_length, const CalendarDate& date) {
    std::int64_t days = date.year * year_length + date.day - 1;
    for (CalendarDate month{date.year, 1, 1}; month.month < date.month; ++month.month) {
        days += days_in_month(calendar, month);
    }
    return days;
}

CalendarDate uniform_from_days(Calendar calendar, std::int64_t year_length, std::int64_t days) {
    CalendarDate date{floor_div(days, year_length), 1, 1};
    int rest = static_cast<int>(floor_mod(days, year_length));
    while (rest >= days_in_month(calendar, date)) {
        rest -= days_in_month(calendar, date);
        ++date.month;
    }
    date.day = rest + 1;
    return date;
}

std::optional<UtcInstant> instant_at(std::int64_t gregorian_days, std::int64_t of_day) {
    std::int64_t result = 0;
    if (__builtin_mul_overflow(gregorian_days, k_microseconds_per_day, &result) ||
        __builtin_add_overflow(result, of_day, &result)) {
        return std::nullopt;
    }
    return UtcInstant{result};
}

std::optional<UtcInstant> same_label(Calendar calendar, std::int64_t microseconds) {
    CalendarDate date = date_from_days(calendar, floor_div(microseconds, k_microseconds_per_day));
    std::int64_t of_day = floor_mod(microseconds, k_microseconds_per_day);
    if (!exists(Calendar::proleptic_gregorian, date)) {
        date.day = days_in_month(Calendar::proleptic_gregorian, date);
        of_day = k_microseconds_per_day - k_microseconds_per_second;
    }
    return instant_at(days_from_gregorian(date.year, date.month, date.day), of_day);
}

/// To the second: a day of 360 is no whole number of seconds of a real year.
std::optional<UtcInstant> same_part_of_year(Calendar calendar, std::int64_t microseconds) {
    const std::int64_t days = floor_div(microseconds, k_microseconds_per_day);
    const std::int64_t year = date_from_days(calendar, days).year;
    const std::int64_t begin = days_from_date(calendar, {year, 1, 1});
    const std::int64_t length = days_from_date(calendar, {year + 1, 1, 1}) - begin;
    const std::int64_t real_begin = days_from_gregorian(year, 1, 1);
    const std::int64_t real_length = days_from_gregorian(year + 1, 1, 1) - real_begin;
    const std::int64_t in_year_s = (microseconds - begin * k_microseconds_per_day) / k_microseconds_per_second;
    const std::int64_t real_in_year_s = (in_year_s * real_length + length / 2) / length;
    return instant_at(real_begin, real_in_year_s * k_microseconds_per_second);
}

}  // namespace

std::optional<Calendar> calendar_named(std::string_view name) {
    if (name.empty()) return Calendar::standard;
    std::string lower = to_lower(name);
    std::replace_if(
        lower.begin(), lower.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    for (const auto& [known, calendar] : k_names) {
        if (lower == known) return calendar;
    }
    return std::nullopt;
}

std::string_view name_of(Calendar calendar) {
    for (const auto& [known, value] : k_names) {
        if (value == calendar) return known;
    }
    return "none";
}

bool lacks_year_zero(Calendar calendar) { return calendar == Calendar::standard || calendar == Calendar::julian; }

bool exists(Calendar calendar, const CalendarDate& date) {
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > days_in_month(calendar, date)) return false;
    return calendar != Calendar::standard || date < k_gap_begin || date >= k_gap_end;
}

std::int64_t days_from_date(Calendar calendar, const CalendarDate& date) {
    switch (calendar) {
        case Calendar::standard:
            return date < k_gap_begin ? days_from_julian(date) : days_from_gregorian(date.year, date.month, date.day);
        case Calendar::julian:
            return days_from_julian(date);
        case Calendar::noleap:
            return days_from_uniform(calendar, 365, date);
        case Calendar::all_leap:
            return days_from_uniform(calendar, 366, date);
        case Calendar::day_360:
            return days_from_uniform(calendar, 360, date);
        default:
            return days_from_gregorian(date.year, date.month, date.day);
    }
}

CalendarDate date_from_days(Calendar calendar, std::int64_t days) {
    switch (calendar) {
        case Calendar::standard:
            return days <= k_last_julian_day ? julian_from_days(days) : in_calendar(gregorian_from_days(days));
        case Calendar::julian:
            return julian_from_days(days);
        case Calendar::noleap:
            return uniform_from_days(calendar, 365, days);
        case Calendar::all_leap:
            return uniform_from_days(calendar, 366, days);
        case Calendar::day_360:
            return uniform_from_days(calendar, 360, days);
        default:
            return in_calendar(gregorian_from_days(days));
    }
}

bool has_real_dates(Calendar calendar) {
    switch (calendar) {
        case Calendar::standard:
        case Calendar::proleptic_gregorian:
        case Calendar::julian:
        case Calendar::utc:
        case Calendar::tai:
            return true;
        default:
            return false;
    }
}

std::int64_t elapsed_at_label(Calendar calendar, std::int64_t label_us) {
    if (calendar != Calendar::utc || label_us < k_whole_leap_seconds_begin_us) return label_us;
    return label_us + (tai_minus_utc_s(label_us) - tai_minus_utc_s(0)) * k_microseconds_per_second;
}

std::optional<UtcInstant> to_utc(Calendar calendar, std::int64_t microseconds, CalendarMapping mapping,
                                 EarlyDates early) {
    if (calendar == Calendar::none) return std::nullopt;
    if (calendar == Calendar::utc) {
        return UtcInstant{utc_from_tai(microseconds + tai_minus_utc_s(0) * k_microseconds_per_second)};
    }
    if (calendar == Calendar::tai) {
        const std::int64_t instant = utc_from_tai(microseconds);
        return instant >= k_whole_leap_seconds_begin_us ? std::optional(UtcInstant{instant}) : std::nullopt;
    }
    const bool is_early = calendar == Calendar::standard && microseconds < k_reform_us;
    if (is_early && early == EarlyDates::label) return same_label(calendar, microseconds);
    if (has_real_dates(calendar)) return UtcInstant{microseconds};
    if (mapping == CalendarMapping::refuse) return std::nullopt;
    return mapping == CalendarMapping::label ? same_label(calendar, microseconds)
                                             : same_part_of_year(calendar, microseconds);
}

std::optional<UtcInstant> label_of(Calendar calendar, std::int64_t microseconds) {
    return same_label(calendar, microseconds);
}

CalendarDate add_months(Calendar calendar, const CalendarDate& date, std::int64_t months) {
    const std::int64_t month = date.year * 12 + date.month - 1 + months;
    CalendarDate result{floor_div(month, 12), static_cast<int>(floor_mod(month, 12)) + 1, date.day};
    result.day = std::min(result.day, days_in_month(calendar, {result.year, result.month, 1}));
    if (!exists(calendar, result)) result.day = k_gap_end.day;  // the ten days that standard left out
    return result;
}

}  // namespace cairn
