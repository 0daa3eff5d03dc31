#include "search/time.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/gregorian.hpp"

namespace cairn::search {

namespace {

constexpr std::int64_t k_second = 1'000'000;
constexpr std::int64_t k_day = 86'400 * k_second;

/// Reads a text from its beginning; every step says whether what it wants was there.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : m_rest(text) {}

    bool digits(std::size_t count, std::int64_t& value) {
        if (m_rest.size() < count) return false;
        value = 0;
        for (const char c : m_rest.substr(0, count)) {
            if (c < '0' || c > '9') return false;
            value = value * 10 + (c - '0');
        }
        m_rest.remove_prefix(count);
        return true;
    }
    bool one_of(std::string_view characters) {
        if (m_rest.empty() || characters.find(m_rest.front()) == std::string_view::npos) return false;
        m_last = m_rest.front();
        m_rest.remove_prefix(1);
        return true;
    }
    /// The digits behind a point as microseconds; what is smaller is cut off.
    bool fraction(std::int64_t& microseconds) {
        std::size_t count = 0;
        std::int64_t value = 0;
        while (count < m_rest.size() && m_rest[count] >= '0' && m_rest[count] <= '9') {
            if (count < 6) value = value * 10 + (m_rest[count] - '0');
            ++count;
        }
        for (std::size_t i = count; i < 6; ++i) value *= 10;
        m_rest.remove_prefix(count);
        microseconds = value;
        return count > 0;
    }
    char last() const { return m_last; }
    bool is_done() const { return m_rest.empty(); }

  private:
    std::string_view m_rest;
    char m_last = '\0';
};

std::int64_t start_of(std::int64_t year, int month, int day) { return days_from_gregorian(year, month, day) * k_day; }

bool read_offset(Cursor& cursor, std::int64_t& microseconds) {
    microseconds = 0;
    if (cursor.one_of("Zz")) return true;
    if (!cursor.one_of("+-")) return false;
    const bool is_behind = cursor.last() == '-';
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    if (!cursor.digits(2, hours) || !cursor.one_of(":") || !cursor.digits(2, minutes)) return false;
    if (hours > 23 || minutes > 59) return false;
    microseconds = (hours * 3600 + minutes * 60) * k_second * (is_behind ? -1 : 1);
    return true;
}

/// "YYYY", "YYYY-MM" or "YYYY-MM-DD".
std::optional<TimeSpan> parse_period(std::string_view text) {
    Cursor cursor(text);
    std::int64_t year = 0;
    std::int64_t month = 0;
    std::int64_t day = 0;
    if (!cursor.digits(4, year)) return std::nullopt;
    if (cursor.is_done()) return TimeSpan{start_of(year, 1, 1), start_of(year + 1, 1, 1) - 1};
    if (!cursor.one_of("-") || !cursor.digits(2, month) || month < 1 || month > 12) return std::nullopt;
    const int m = static_cast<int>(month);
    if (cursor.is_done())
        return TimeSpan{start_of(year, m, 1), (m == 12 ? start_of(year + 1, 1, 1) : start_of(year, m + 1, 1)) - 1};
    if (!cursor.one_of("-") || !cursor.digits(2, day) || !cursor.is_done()) return std::nullopt;
    if (!is_gregorian_date(year, m, static_cast<int>(day))) return std::nullopt;
    const std::int64_t start = start_of(year, m, static_cast<int>(day));
    return TimeSpan{start, start + k_day - 1};
}

std::optional<TimeSpan> parse_point(std::string_view text) {
    if (const auto period = parse_period(text)) return period;
    const auto instant = parse_time(text);
    if (!instant) return std::nullopt;
    return TimeSpan{*instant, *instant};
}

bool is_open(std::string_view text) { return text.empty() || text == ".."; }

}  // namespace

std::optional<std::int64_t> parse_time(std::string_view text) {
    Cursor cursor(text);
    std::int64_t year = 0;
    std::int64_t month = 0;
    std::int64_t day = 0;
    std::int64_t hour = 0;
    std::int64_t minute = 0;
    std::int64_t second = 0;
    std::int64_t fraction = 0;
    std::int64_t offset = 0;
    const bool has_date = cursor.digits(4, year) && cursor.one_of("-") && cursor.digits(2, month) &&
                          cursor.one_of("-") && cursor.digits(2, day) && cursor.one_of("Tt ");
    const bool has_time = has_date && cursor.digits(2, hour) && cursor.one_of(":") && cursor.digits(2, minute) &&
                          cursor.one_of(":") && cursor.digits(2, second);
    if (!has_time || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    if (!is_gregorian_date(year, static_cast<int>(month), static_cast<int>(day))) return std::nullopt;
    if (cursor.one_of(".") && !cursor.fraction(fraction)) return std::nullopt;
    if (!read_offset(cursor, offset) || !cursor.is_done()) return std::nullopt;
    if (second == 60) {
        second = 59;
        fraction = k_second - 1;
    }
    return start_of(year, static_cast<int>(month), static_cast<int>(day)) +
           (hour * 3600 + minute * 60 + second) * k_second + fraction - offset;
}

std::variant<TimeSpan, std::string> parse_datetime(std::string_view text) {
    constexpr const char* k_expected =
        "expected a time as 2001-02-03T04:05:06Z, a day, a month or a year, or two of them as START/END, of which one "
        "may be '..'";
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) {
        const auto point = parse_point(text);
        if (!point) return fmt::format("found '{}', {}", text, k_expected);
        return *point;
    }
    const std::string_view from = text.substr(0, slash);
    const std::string_view to = text.substr(slash + 1);
    TimeSpan span;
    if (is_open(from) && is_open(to)) return std::string("both ends are open; leave the option out");
    if (!is_open(from)) {
        const auto point = parse_point(from);
        if (!point) return fmt::format("found '{}', {}", from, k_expected);
        span.start = point->start;
    }
    if (!is_open(to)) {
        const auto point = parse_point(to);
        if (!point) return fmt::format("found '{}', {}", to, k_expected);
        span.end = point->end;
    }
    if (span.start > span.end) return fmt::format("'{}' ends before it starts", text);
    return span;
}

}  // namespace cairn::search
