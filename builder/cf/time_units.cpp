#include "builder/cf/time_units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "builder/cf/words.hpp"

namespace cairn {

namespace {

__extension__ using Int128 = __int128;

constexpr std::int64_t k_largest_year = 140'000;  // as that of written dates
constexpr std::int64_t k_second_ns = 1'000'000'000;
constexpr std::int64_t k_minute_ns = 60 * k_second_ns;
constexpr std::int64_t k_day_ns = 86'400 * k_second_ns;

struct UnitName {
    std::string_view name;  ///< a plural "s" may follow when it is longer than two letters
    std::int64_t length_ns;
    int months = 0;  ///< instead of a length
};

constexpr std::array<UnitName, 32> k_units{{
    {"day", k_day_ns},
    {"d", k_day_ns},
    {"hour", 60 * k_minute_ns},
    {"hr", 60 * k_minute_ns},
    {"hrs", 60 * k_minute_ns},
    {"h", 60 * k_minute_ns},
    {"minute", k_minute_ns},
    {"min", k_minute_ns},
    {"second", k_second_ns},
    {"sec", k_second_ns},
    {"s", k_second_ns},
    {"millisecond", k_second_ns / 1000},
    {"millisec", k_second_ns / 1000},
    {"msec", k_second_ns / 1000},
    {"ms", k_second_ns / 1000},
    {"microsecond", 1000},
    {"microsec", 1000},
    {"us", 1000},
    {"\xC2\xB5s", 1000},  // micro sign
    {"nanosecond", 1},
    {"nanosec", 1},
    {"nsec", 1},
    {"ns", 1},
    {"week", 7 * k_day_ns},
    {"fortnight", 14 * k_day_ns},
    {"common_year", 365 * k_day_ns},
    {"leap_year", 366 * k_day_ns},
    {"month", 0, 1},
    {"mon", 0, 1},
    {"year", 0, 12},
    {"yr", 0, 12},
    {"yrs", 0, 12},
}};

const UnitName* find_unit(std::string_view lower) {
    for (const UnitName& unit : k_units) {
        if (lower == unit.name) return &unit;
    }
    if (lower.size() > 3 && lower.back() == 's') {
        lower.remove_suffix(1);
        for (const UnitName& unit : k_units) {
            if (lower == unit.name) return &unit;
        }
    }
    return nullptr;
}

constexpr std::int64_t k_udunits_month_ns = 2'629'743'831'225'000;  // a tropical year of 365.242198781 days, by 12

/// "<unit> since <reference>", split; `separator` empty: it is not of that form.
struct UnitAndReference {
    std::string_view unit;
    std::string_view separator;
    std::string_view reference;
};

constexpr std::array<std::string_view, 5> k_since{" since ", " after ", " from ", " ref ", " @ "};

UnitAndReference split(std::string_view text, std::string_view lower) {
    for (const std::string_view separator : k_since) {
        const std::size_t at = lower.find(separator);
        if (at != std::string_view::npos) return {text.substr(0, at), separator, text.substr(at + separator.size())};
    }
    return {text, {}, {}};
}

/// "day as %Y%m%d.%f", "month as %Y%m.%f", "year as %Y.%f": the absolute time axes of CDO. The fraction may be absent.
std::optional<TimeUnits> date_digits(const std::string& lower, Calendar calendar) {
    const std::vector<std::string> words = words_of(lower);
    if (words.size() != 3 || words[1] != "as") return std::nullopt;
    const std::string_view pattern = std::string_view(words[2]).substr(0, words[2].find(".%f"));
    TimeUnits units{calendar, TimeUnits::Count::digits, 0, 0, 0};
    if (pattern == "%y") units.unit_months = 12;
    if (pattern == "%y%m") units.unit_months = 1;
    return units.unit_months > 0 || pattern == "%y%m%d" ? std::optional(units) : std::nullopt;
}

/// How units of months and years count, by the calendar and the policy; nullopt: they are refused.
std::optional<TimeUnits> month_count(const UnitName& unit, Calendar calendar, MonthUnits policy) {
    if (calendar == Calendar::day_360) {
        return TimeUnits{calendar, TimeUnits::Count::fixed, unit.months * 30 * k_day_ns, 0, 0};
    }
    if (policy == MonthUnits::udunits) {
        return TimeUnits{calendar, TimeUnits::Count::fixed, unit.months * k_udunits_month_ns, 0, 0};
    }
    if (policy == MonthUnits::calendar) return TimeUnits{calendar, TimeUnits::Count::months, 0, unit.months, 0};
    return std::nullopt;
}

constexpr double k_largest_month = 12'000'000;  // a million years: dates that can be counted in microseconds are nearer

/// Microseconds, to the nearest grain.
Int128 rounded_us(Int128 nanoseconds, Int128 grain_ns) {
    const Int128 shifted = nanoseconds + grain_ns / 2;
    return (shifted / grain_ns - (shifted % grain_ns < 0 ? 1 : 0)) * (grain_ns / 1'000);
}

/// The instant at which `part` (0 to 1) of the time between two has passed, to the millisecond.
std::int64_t between(std::int64_t begin_us, std::int64_t end_us, double part) {
    const auto passed_us = static_cast<Int128>(std::llround(static_cast<double>(end_us - begin_us) * part));
    return begin_us + static_cast<std::int64_t>(rounded_us(passed_us * 1'000, 1'000'000));
}

/// As written, without the leap seconds of utc.
std::int64_t begin_of_day(Calendar calendar, const CalendarDate& date) {
    return days_from_date(calendar, date) * k_microseconds_per_day;
}

bool is_far(const CalendarDate& date) { return date.year > k_largest_year || date.year < -k_largest_year; }

std::optional<std::int64_t> decode_months(const TimeUnits& units, double value) {
    const double months = value * units.unit_months;
    if (!(std::abs(months) <= k_largest_month)) return std::nullopt;
    const std::int64_t reference =
        units.calendar == Calendar::utc ? to_utc(units.calendar, units.reference_us)->microseconds : units.reference_us;
    const CalendarDate first = date_from_days(units.calendar, floor_div(reference, k_microseconds_per_day));
    const auto whole = static_cast<std::int64_t>(std::floor(months));
    const CalendarDate begin = add_months(units.calendar, first, whole);
    if (is_far(begin)) return std::nullopt;
    const CalendarDate end = add_months(units.calendar, first, whole + 1);
    const std::int64_t day =
        between(begin_of_day(units.calendar, begin), begin_of_day(units.calendar, end), months - std::floor(months));
    return elapsed_at_label(units.calendar, day + floor_mod(reference, k_microseconds_per_day));
}

std::optional<std::int64_t> decode_digits(const TimeUnits& units, double value) {
    constexpr double k_largest = 1e12;  // YYYYYYYYMMDD
    if (!(std::abs(value) < k_largest)) return std::nullopt;
    const double magnitude = std::abs(value);
    const auto digits = static_cast<std::int64_t>(std::floor(magnitude));
    const std::int64_t sign = value < 0 ? -1 : 1;
    CalendarDate date{sign * digits, 1, 1};
    if (units.unit_months == 1) date = {sign * (digits / 100), static_cast<int>(digits % 100), 1};
    if (units.unit_months == 0) {
        date = {sign * (digits / 10'000), static_cast<int>(digits / 100 % 100), static_cast<int>(digits % 100)};
    }
    if (is_far(date) || !exists(units.calendar, date)) return std::nullopt;
    const std::int64_t begin = begin_of_day(units.calendar, date);
    const std::int64_t end = units.unit_months == 0
                                 ? begin + k_microseconds_per_day
                                 : begin_of_day(units.calendar, add_months(units.calendar, date, units.unit_months));
    return elapsed_at_label(units.calendar, between(begin, end, magnitude - std::floor(magnitude)));
}

}  // namespace

std::optional<TimeUnits> parse_time_units(std::string_view text, Calendar calendar, MonthUnits month_units,
                                          std::string& why_not) {
    const std::string lower = to_lower(text);
    if (calendar == Calendar::none) {
        why_not = "calendar 'none' has no dates";
        return std::nullopt;
    }
    if (const auto digits = date_digits(lower, calendar)) return digits;
    const UnitAndReference parts = split(text, lower);
    if (parts.separator.empty()) {
        why_not = fmt::format("units '{}' have no reference date (expected '<unit> since <date>')", text);
        return std::nullopt;
    }
    std::vector<std::string> unit_words = words_of(to_lower(parts.unit));
    if (unit_words.size() == 2 && unit_words.front() == "julian") unit_words.erase(unit_words.begin());  // of Argo
    const UnitName* unit = unit_words.size() == 1 ? find_unit(unit_words.front()) : nullptr;
    if (unit == nullptr) {
        why_not = fmt::format("unit '{}' in '{}' is not a unit of time known here (days, hours, minutes, seconds, ...)",
                              parts.unit, text);
        return std::nullopt;
    }
    std::optional<TimeUnits> units = TimeUnits{calendar, TimeUnits::Count::fixed, unit->length_ns, 0, 0};
    if (unit->months > 0) units = month_count(*unit, calendar, month_units);
    if (!units) {
        why_not = fmt::format(
            "units '{}': a {} has no fixed length in calendar '{}' (only in 360_day), and policies.month_units is "
            "'refuse'",
            text, unit->name, name_of(calendar));
        return std::nullopt;
    }
    const auto reference = parse_date_time(parts.reference, calendar, why_not);
    if (!reference) return std::nullopt;
    units->reference_us = *reference;
    return units;
}

bool is_duration_unit(std::string_view text) {
    const std::vector<std::string> words = words_of(to_lower(text));
    return words.size() == 1 && find_unit(words.front()) != nullptr;
}

/// Asked of every variable of every file: without memory of its own.
bool is_since_unit(std::string_view units) {
    const auto is = [](std::string_view word, std::string_view lower) {
        return std::equal(word.begin(), word.end(), lower.begin(), lower.end(),
                          [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
    };
    for (std::size_t at = units.find(' '); at != std::string_view::npos; at = units.find(' ', at + 1)) {
        const std::size_t end = units.find(' ', at + 1);
        if (end == std::string_view::npos) return false;
        const std::string_view spaced = units.substr(at, end + 1 - at);
        if (is(spaced, k_since.front())) return true;
        if (std::any_of(k_since.begin() + 1, k_since.end(), [&](std::string_view other) { return is(spaced, other); }))
            return is_duration_unit(units.substr(0, at));
    }
    return false;
}

bool counts_from_date(std::string_view units) {
    const std::string lower = to_lower(units);
    return !split(units, lower).separator.empty() || lower.find(" as %y") != std::string::npos;
}

std::string_view reference_of(std::string_view units) {
    const std::string lower = to_lower(units);
    return split(units, lower).reference;
}

std::optional<std::int64_t> decode_time(const TimeUnits& units, double value) {
    constexpr double k_largest = 9.2e18;  // whole units that fit 64 bits
    if (!std::isfinite(value) || std::abs(value) > k_largest) return std::nullopt;
    if (units.count == TimeUnits::Count::months) return decode_months(units, value);
    if (units.count == TimeUnits::Count::digits) return decode_digits(units, value);
    const double whole = std::floor(value);
    const auto fraction_ns =
        static_cast<std::int64_t>(std::llround((value - whole) * static_cast<double>(units.unit_ns)));
    const Int128 total_ns = static_cast<Int128>(static_cast<std::int64_t>(whole)) * units.unit_ns + fraction_ns;
    const Int128 grain_ns = units.unit_ns >= k_minute_ns ? 1'000'000 : 1'000;
    const Int128 microseconds = rounded_us(total_ns, grain_ns) + units.reference_us;
    constexpr std::int64_t k_limit = std::numeric_limits<std::int64_t>::max() / 2;
    if (microseconds > k_limit || microseconds < -k_limit) return std::nullopt;
    return static_cast<std::int64_t>(microseconds);
}

}  // namespace cairn
