#include "builder/model/date_period.hpp"

#include <algorithm>
#include <string>

namespace cairn {

namespace {

constexpr std::int64_t k_second_us = 1'000'000;
constexpr std::int64_t k_day_us = 86'400 * k_second_us;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

std::int64_t day_number(int year, int month, int day) { return days_from_gregorian(year, month, day); }

std::int64_t first_of_next_month(int year, int month) {
    return month == 12 ? day_number(year + 1, 1, 1) : day_number(year, month + 1, 1);
}

DatePeriod days(std::int64_t begin, std::int64_t end, std::int64_t longest) {
    return {{UtcInstant{begin * k_day_us}, UtcInstant{end * k_day_us}}, longest * k_day_us};
}

/// The number of the day, when the parts name one.
std::optional<std::int64_t> day_of(const DateParts& parts) {
    if (parts.day_of_year) {
        const std::int64_t begin = day_number(parts.year, 1, 1);
        const std::int64_t day = begin + *parts.day_of_year - 1;
        const bool exists = *parts.day_of_year >= 1 && day < day_number(parts.year + 1, 1, 1);
        return exists ? std::optional(day) : std::nullopt;
    }
    if (*parts.day < 1 || *parts.day > 31) return std::nullopt;
    return std::min(day_number(parts.year, *parts.month, *parts.day),
                    first_of_next_month(parts.year, *parts.month) - 1);
}

/// The digits of a date and time, and where its parts were separated.
struct Digits {
    std::string all;
    bool dashed = false;
    bool has_clock_mark = false;
};

std::optional<Digits> take_digits(std::string_view text) {
    Digits digits;
    const auto take = [&](std::size_t count) {
        if (text.size() < count ||
            !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count), is_digit))
            return false;
        digits.all += text.substr(0, count);
        text.remove_prefix(count);
        return true;
    };
    if (!take(4)) return std::nullopt;
    if (!text.empty() && text.front() == '-') {
        digits.dashed = true;
        for (int part = 0; part < 2 && text.size() >= 3 && text.front() == '-' && is_digit(text[1]); ++part) {
            text.remove_prefix(1);
            if (!take(2)) return std::nullopt;
        }
    } else {
        while (!text.empty() && is_digit(text.front())) take(1);
    }
    if (text.size() > 2 && std::string_view("Tt_ -").find(text.front()) != std::string_view::npos) {
        digits.has_clock_mark = true;
        text.remove_prefix(1);
        while (take(2)) {
            if (text.size() > 2 && text.front() == ':') text.remove_prefix(1);
        }
    }
    if (!text.empty() && (text.front() == 'Z' || text.front() == 'z')) text.remove_prefix(1);
    return text.empty() ? std::optional(digits) : std::nullopt;
}

}  // namespace

std::optional<DatePeriod> period_of(const DateParts& parts) {
    if (parts.year < 1 || parts.year > 9998) return std::nullopt;
    if (!parts.month && !parts.day_of_year) {
        if (parts.day || parts.hour) return std::nullopt;
        return days(day_number(parts.year, 1, 1), day_number(parts.year + 1, 1, 1), 366);
    }
    if (!parts.day_of_year) {
        if (*parts.month < 1 || *parts.month > 12 || (!parts.day && parts.hour)) return std::nullopt;
        if (!parts.day) {
            return days(day_number(parts.year, *parts.month, 1), first_of_next_month(parts.year, *parts.month), 31);
        }
    }
    const auto day = day_of(parts);
    if (!day) return std::nullopt;
    if (!parts.hour) return days(*day, *day + 1, 1);
    if (*parts.hour < 0 || *parts.hour > 24 || parts.minute < 0 || parts.minute > 59 || parts.second < 0 ||
        parts.second > 60) {
        return std::nullopt;
    }
    const std::int64_t seconds = (*parts.hour * 60 + parts.minute) * 60 + parts.second;
    const UtcInstant instant{*day * k_day_us + std::min<std::int64_t>(seconds, 86'400) * k_second_us};
    return DatePeriod{{instant, instant}, 0};
}

std::optional<DatePeriod> parse_date_period(std::string_view text) {
    const auto found = take_digits(text);
    if (!found) return std::nullopt;
    const std::string_view digits = found->all;
    const std::size_t count = digits.size();
    const bool is_day_of_year = count == 7 && !found->dashed && !found->has_clock_mark;
    if ((count % 2 != 0 && !is_day_of_year) || count > 14 || (found->has_clock_mark && count < 10)) return std::nullopt;
    DateParts parts;
    parts.year = number(digits.substr(0, 4));
    if (is_day_of_year) {
        parts.day_of_year = number(digits.substr(4));
        return period_of(parts);
    }
    if (count >= 6) parts.month = number(digits.substr(4, 2));
    if (count >= 8) parts.day = number(digits.substr(6, 2));
    if (count >= 10) parts.hour = number(digits.substr(8, 2));
    if (count >= 12) parts.minute = number(digits.substr(10, 2));
    if (count >= 14) parts.second = number(digits.substr(12, 2));
    return period_of(parts);
}

std::optional<DatePeriod> joined(const DatePeriod& first, const DatePeriod& last) {
    if (last.interval.end < first.interval.start) return std::nullopt;
    return DatePeriod{{first.interval.start, last.interval.end}, std::max(first.precision_us, last.precision_us)};
}

}  // namespace cairn
