#include "base/storage/listed_time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/gregorian.hpp"

namespace cairn {

namespace {

constexpr std::int64_t k_second_ns = 1'000'000'000;

/// A number of exactly so many digits at the begin of `text`, which it is taken from.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    int number = 0;
    if (text.size() < digits) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, number);
    if (error != std::errc{} || end != text.data() + digits || text.front() == '-') return std::nullopt;
    text.remove_prefix(digits);
    return number;
}

bool take(std::string_view& text, std::string_view wanted) {
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(wanted.size());
    return true;
}

std::optional<int> take_month(std::string_view& text) {
    constexpr std::array<std::string_view, 12> k_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto month = std::find(k_months.begin(), k_months.end(), text.substr(0, 3));
    if (month == k_months.end()) return std::nullopt;
    text.remove_prefix(3);
    return static_cast<int>(month - k_months.begin()) + 1;
}

struct Day {
    int year = 0;
    int month = 0;
    int day = 0;
};

/// "29-Nov-2026" or "2026-11-29" or "2026-Nov-29".
std::optional<Day> take_day(std::string_view& text) {
    std::string_view rest = text;
    std::optional<int> year = take_number(rest, 4);
    if (!year) rest = text;
    std::optional<int> day = year ? std::nullopt : take_number(rest, 2);
    if ((!year && !day) || !take(rest, "-")) return std::nullopt;
    const std::optional<int> month = year && !rest.empty() && rest[0] <= '9' ? take_number(rest, 2) : take_month(rest);
    if (!month || !take(rest, "-")) return std::nullopt;
    (year ? day : year) = take_number(rest, year ? 2 : 4);
    if (!year || !day || !is_gregorian_date(*year, *month, *day)) return std::nullopt;
    text = rest;
    return Day{*year, *month, *day};
}

/// ".123": nanoseconds.
std::int64_t take_fraction(std::string_view& text) {
    if (!take(text, ".")) return 0;
    std::int64_t nanoseconds = 0;
    std::int64_t digit_ns = k_second_ns / 10;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        nanoseconds += (text.front() - '0') * digit_ns;
        digit_ns /= 10;
        text.remove_prefix(1);
    }
    return nanoseconds;
}

/// "+01:00", "-0330", "Z" or nothing: seconds before UTC.
std::int64_t take_zone(std::string_view& text) {
    if (take(text, "Z")) return 0;
    const bool is_east = text.starts_with('+');
    if (!is_east && !text.starts_with('-')) return 0;
    std::string_view rest = text.substr(1);
    const auto hours = take_number(rest, 2);
    take(rest, ":");
    const auto minutes = take_number(rest, 2);
    if (!hours || !minutes) return 0;
    text = rest;
    return (is_east ? 1 : -1) * (*hours * 3600 + *minutes * 60);
}

}  // namespace

bool take_listed_time(std::string_view& text, ObjectStat& stat) {
    std::string_view rest = text;
    const auto day = take_day(rest);
    if (!day || (!take(rest, " ") && !take(rest, "T"))) return false;
    while (take(rest, " ")) continue;
    const auto hour = take_number(rest, 2);
    if (!hour || !take(rest, ":")) return false;
    const auto minute = take_number(rest, 2);
    if (!minute || *hour > 23 || *minute > 59) return false;
    const auto second = take(rest, ":") ? take_number(rest, 2) : std::nullopt;
    const std::int64_t fraction_ns = second ? take_fraction(rest) : 0;
    const std::int64_t zone_s = take_zone(rest);
    const std::int64_t days = days_from_gregorian(day->year, day->month, day->day);
    const std::int64_t seconds = days * 86'400 + *hour * 3600 + *minute * 60 + second.value_or(0) - zone_s;
    stat.modified_ns = seconds * k_second_ns + fraction_ns;
    stat.tick_ns = !second ? 60 * k_second_ns : fraction_ns == 0 ? k_second_ns : 0;
    text = rest;
    return true;
}

}  // namespace cairn
