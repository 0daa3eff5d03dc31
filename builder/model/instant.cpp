#include "builder/model/instant.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/rfc3339.hpp"

namespace cairn {

namespace {

constexpr std::int64_t k_second = 1'000'000;
constexpr std::int64_t k_day = 86'400 * k_second;

struct Broken {
    GregorianDate date;
    std::int64_t seconds_of_day;
    std::int64_t fraction_us;
};

Broken break_down(UtcInstant instant) {
    const std::int64_t rest = floor_mod(instant.microseconds, k_day);
    return {gregorian_from_days(floor_div(instant.microseconds, k_day)), rest / k_second, rest % k_second};
}

bool take_digits(std::string_view& text, std::size_t count, int& value) {
    if (text.size() < count || !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count),
                                            [](char c) { return c >= '0' && c <= '9'; })) {
        return false;
    }
    std::from_chars(text.data(), text.data() + count, value);
    text.remove_prefix(count);
    return true;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

/// ".25" -> 250000; digits beyond the sixth are dropped.
bool take_fraction(std::string_view& text, std::int64_t& microseconds) {
    microseconds = 0;
    if (!take(text, '.')) return true;
    std::int64_t unit = k_second / 10;
    bool any = false;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), unit /= 10, any = true) {
        microseconds += (text.front() - '0') * unit;
    }
    return any;
}

bool take_offset(std::string_view& text, std::int64_t& seconds) {
    seconds = 0;
    if (take(text, 'Z') || take(text, 'z')) return true;
    const bool negative = !text.empty() && text.front() == '-';
    if (!take(text, '+') && !take(text, '-')) return false;
    int hours = 0;
    int minutes = 0;
    if (!take_digits(text, 2, hours) || !take(text, ':') || !take_digits(text, 2, minutes)) return false;
    seconds = (hours * 60 + minutes) * 60 * (negative ? -1 : 1);
    return hours < 24 && minutes < 60;
}

}  // namespace

UtcInterval hull(const UtcInterval& a, const UtcInterval& b) {
    return {std::min(a.start, b.start), std::max(a.end, b.end)};
}

bool is_writable(UtcInstant instant) {
    const std::int64_t year = break_down(instant).date.year;
    return year >= 1 && year <= 9999;
}

std::string to_rfc3339(UtcInstant instant) { return rfc3339_of(instant.microseconds); }

std::string to_basic_format(UtcInstant instant) {
    const auto [date, seconds, fraction] = break_down(instant);
    static_cast<void>(fraction);
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", date.year, date.month, date.day, seconds / 3600,
                       seconds / 60 % 60, seconds % 60);
}

std::optional<UtcInstant> parse_rfc3339(std::string_view text) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    if (!take_digits(text, 4, year) || !take(text, '-') || !take_digits(text, 2, month) || !take(text, '-') ||
        !take_digits(text, 2, day) || !is_gregorian_date(year, month, day)) {
        return std::nullopt;
    }
    const std::int64_t days = days_from_gregorian(year, month, day);
    if (text.empty()) return UtcInstant{days * k_day};
    if ((text.front() != 'T' && text.front() != 't' && text.front() != ' ')) return std::nullopt;
    text.remove_prefix(1);
    std::int64_t fraction = 0;
    std::int64_t offset = 0;
    if (!take_digits(text, 2, hour) || !take(text, ':') || !take_digits(text, 2, minute) || !take(text, ':') ||
        !take_digits(text, 2, second) || !take_fraction(text, fraction) || !take_offset(text, offset) ||
        !text.empty() || hour > 23 || minute > 59 || second > 60) {
        return std::nullopt;
    }
    const UtcInstant instant{days * k_day + ((hour * 60 + minute) * 60 + second - offset) * k_second + fraction};
    if (!is_writable(instant)) return std::nullopt;  // an offset or a leap second that leaves the years 0000 to 9999
    return instant;
}

}  // namespace cairn
