#include "builder/cf/time_step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace cairn {

namespace {

constexpr std::int64_t k_tolerance_us = 1'000;

std::int64_t month_number(const CalendarDate& date) { return date.year * 12 + date.month - 1; }

struct Moment {
    std::int64_t month;     ///< number of its month
    std::int64_t in_month;  ///< microseconds since the month began
    std::int64_t length;    ///< microseconds that the month has
};

Moment moment_of(Calendar calendar, std::int64_t microseconds) {
    CalendarDate date = date_from_days(calendar, floor_div(microseconds, k_microseconds_per_day));
    date.day = 1;
    const CalendarDate next =
        date.month == 12 ? CalendarDate{date.year + 1, 1, 1} : CalendarDate{date.year, date.month + 1, 1};
    const std::int64_t begin = days_from_date(calendar, date) * k_microseconds_per_day;
    const std::int64_t end = days_from_date(calendar, next) * k_microseconds_per_day;
    return {month_number(date), microseconds - begin, end - begin};
}

/// Counted from the begin or from the end of the month they are the same, or both are within a day of its middle.
bool same_place_in_month(const Moment& a, const Moment& b) {
    const auto from_middle = [](const Moment& m) { return std::abs(m.in_month - m.length / 2); };
    const std::int64_t from_end = (a.length - a.in_month) - (b.length - b.in_month);
    if (std::abs(a.in_month - b.in_month) <= k_tolerance_us || std::abs(from_end) <= k_tolerance_us) return true;
    return from_middle(a) <= k_microseconds_per_day && from_middle(b) <= k_microseconds_per_day;
}

std::optional<std::int64_t> months_between(Calendar calendar, std::int64_t a, std::int64_t b) {
    const Moment from = moment_of(calendar, a);
    const Moment to = moment_of(calendar, b);
    return same_place_in_month(from, to) ? std::optional(to.month - from.month) : std::nullopt;
}

std::optional<std::int64_t> step_in_months(Calendar calendar, const std::vector<std::int64_t>& sorted) {
    const Moment first = moment_of(calendar, sorted.front());
    Moment previous = moment_of(calendar, sorted[1]);
    const std::int64_t step = previous.month - first.month;
    if (step < 1 || !same_place_in_month(first, previous)) return std::nullopt;
    for (std::size_t i = 2; i < sorted.size(); ++i) {
        const Moment moment = moment_of(calendar, sorted[i]);
        if (moment.month - previous.month != step || !same_place_in_month(first, moment)) return std::nullopt;
        previous = moment;
    }
    return step;
}

std::int64_t in_whole_seconds(std::int64_t microseconds) {
    const std::int64_t whole =
        floor_div(microseconds + k_microseconds_per_second / 2, k_microseconds_per_second) * k_microseconds_per_second;
    return std::abs(microseconds - whole) <= k_tolerance_us && whole > 0 ? whole : microseconds;
}

std::optional<std::int64_t> step_in_microseconds(const std::vector<std::int64_t>& sorted) {
    const auto intervals = static_cast<std::int64_t>(sorted.size() - 1);
    const std::int64_t mean = (sorted.back() - sorted.front()) / intervals;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (std::abs(sorted[i] - sorted[i - 1] - mean) > k_tolerance_us) return std::nullopt;
    }
    return in_whole_seconds(mean);
}

std::string duration_of(std::int64_t microseconds) {
    const std::int64_t days = microseconds / k_microseconds_per_day;
    const std::int64_t seconds = microseconds % k_microseconds_per_day / k_microseconds_per_second;
    std::string text = days > 0 ? fmt::format("P{}D", days) : "P";
    std::string clock;
    if (seconds / 3600 > 0) clock += fmt::format("{}H", seconds / 3600);
    if (seconds / 60 % 60 > 0) clock += fmt::format("{}M", seconds / 60 % 60);
    std::string fraction = fmt::format("{:06}", microseconds % k_microseconds_per_second);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    if (seconds % 60 > 0 || !fraction.empty()) {
        clock += fmt::format("{}{}{}S", seconds % 60, fraction.empty() ? "" : ".", fraction);
    }
    return clock.empty() ? text : text + 'T' + clock;
}

}  // namespace

std::string to_duration(const TimeStep& step) {
    if (step.months > 0) {
        return step.months % 12 == 0 ? fmt::format("P{}Y", step.months / 12) : fmt::format("P{}M", step.months);
    }
    return step.microseconds > 0 ? duration_of(step.microseconds) : std::string();
}

TimeStep step_between(Calendar calendar, std::int64_t a, std::int64_t b) {
    const auto months = months_between(calendar, a, b);
    if (months && *months > 0) return {*months, 0};
    return {0, in_whole_seconds(b - a)};
}

std::optional<std::int64_t> steps_between(Calendar calendar, const TimeStep& step, std::int64_t a, std::int64_t b) {
    if (step.months > 0) {
        const auto months = months_between(calendar, a, b);
        return months && *months % step.months == 0 ? std::optional(*months / step.months) : std::nullopt;
    }
    if (step.microseconds <= 0) return std::nullopt;
    const std::int64_t count = floor_div(b - a + step.microseconds / 2, step.microseconds);
    const std::int64_t rest = b - a - count * step.microseconds;
    // Steps that are no whole seconds drift: a part in a thousand of one step is let pass.
    return std::abs(rest) <= std::max(k_tolerance_us, step.microseconds / 1'000) ? std::optional(count) : std::nullopt;
}

std::int64_t after_steps(Calendar calendar, const TimeStep& step, std::int64_t at, std::int64_t count) {
    if (step.months == 0) return at + count * step.microseconds;
    const std::int64_t day = floor_div(at, k_microseconds_per_day);
    const CalendarDate date = add_months(calendar, date_from_days(calendar, day), step.months * count);
    return days_from_date(calendar, date) * k_microseconds_per_day + (at - day * k_microseconds_per_day);
}

std::optional<TimeStep> regular_step(Calendar calendar, std::vector<std::int64_t> microseconds) {
    if (calendar == Calendar::utc) {  // a day with a leap second is a day
        for (std::int64_t& elapsed : microseconds) elapsed = to_utc(calendar, elapsed)->microseconds;
    }
    std::sort(microseconds.begin(), microseconds.end());
    microseconds.erase(std::unique(microseconds.begin(), microseconds.end()), microseconds.end());
    if (microseconds.size() < 2) return std::nullopt;
    if (const auto months = step_in_months(calendar, microseconds)) return TimeStep{*months, 0};
    const auto step = step_in_microseconds(microseconds);
    return step && *step > 0 ? std::optional(TimeStep{0, *step}) : std::nullopt;
}

}  // namespace cairn
