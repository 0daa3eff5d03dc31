// Dates as text: the spellings found in units of time and in text coordinates.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "builder/cf/time_units.hpp"
#include "builder/cf/words.hpp"

namespace cairn {

namespace {

constexpr std::int64_t k_largest_year = 140'000;  // differences of two such dates in microseconds fit 64 bits
constexpr std::string_view k_expected = "expected for example '2000-01-31 12:00:00'";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// Reads from the front of a text in lower case.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : m_rest(text) {}

    bool at_end() const { return m_rest.empty(); }
    char peek() const { return m_rest.empty() ? '\0' : m_rest.front(); }
    char peek(std::size_t ahead) const { return ahead < m_rest.size() ? m_rest[ahead] : '\0'; }
    bool take(char c) {
        if (peek() != c || m_rest.empty()) return false;
        m_rest.remove_prefix(1);
        return true;
    }
    bool take_any(std::string_view choices) {
        return !m_rest.empty() && choices.find(m_rest.front()) != std::string_view::npos && take(m_rest.front());
    }
    void skip_spaces() {
        while (take(' ') || take('\t')) {
        }
    }
    std::string_view take_while(bool (*accepted)(char)) {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), accepted);
        const std::string_view taken = m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
        m_rest.remove_prefix(taken.size());
        return taken;
    }

  private:
    std::string_view m_rest;
};

/// At most 9 digits, so that it always fits.
std::optional<int> to_number(std::string_view digits) {
    int value = 0;
    if (digits.empty() || digits.size() > 9) return std::nullopt;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::optional<int> month_named(std::string_view word) {
    constexpr std::array<std::string_view, 12> k_months{"january",   "february", "march",    "april",
                                                        "may",       "june",     "july",     "august",
                                                        "september", "october",  "november", "december"};
    for (std::size_t i = 0; i < k_months.size() && word.size() >= 3; ++i) {
        if (k_months[i].substr(0, word.size()) == word) return static_cast<int>(i + 1);
    }
    return std::nullopt;
}

/// The three parts of "a-b-c" where a, b have at most two digits and c at least four: only when the order is certain.
std::optional<CalendarDate> year_last(int a, int b, int year) {
    if (a == b || b > 12) return CalendarDate{year, a, b};
    if (a > 12) return CalendarDate{year, b, a};
    return std::nullopt;
}

std::optional<CalendarDate> take_date_with_month_name(Cursor& cursor, int day) {
    cursor.take_any("- ");
    const auto month = month_named(cursor.take_while(is_letter));
    cursor.take_any("- ");
    const auto year = to_number(cursor.take_while(is_digit));
    if (!month || !year) return std::nullopt;
    return CalendarDate{*year, *month, day};
}

/// "1995 03 18" of surface reports; nullopt, and nothing taken, when a time follows the year ("1995 03:18").
std::optional<CalendarDate> take_spaced_date(Cursor& cursor, int year) {
    Cursor ahead = cursor;
    ahead.skip_spaces();
    const auto month = to_number(ahead.take_while(is_digit));
    if (!month || ahead.peek() != ' ') return std::nullopt;
    ahead.skip_spaces();
    const auto day = to_number(ahead.take_while(is_digit));
    if (!day || ahead.peek() == ':') return std::nullopt;
    cursor = ahead;
    return CalendarDate{year, *month, *day};
}

/// "Jan 1, 1900".
std::optional<CalendarDate> take_date_after_month_name(Cursor& cursor) {
    const auto month = month_named(cursor.take_while(is_letter));
    cursor.take_any("-.");
    cursor.skip_spaces();
    const auto day = to_number(cursor.take_while(is_digit));
    cursor.take_any("-,");
    cursor.skip_spaces();
    const std::string_view digits = cursor.take_while(is_digit);
    const auto year = to_number(digits);
    if (!month || !day || !year || digits.size() < 4) return std::nullopt;
    return CalendarDate{*year, *month, *day};
}

std::optional<CalendarDate> take_date(Cursor& cursor, std::string& why_not) {
    if (is_letter(cursor.peek())) return take_date_after_month_name(cursor);
    const bool negative = cursor.take('-');
    if (!negative) cursor.take('+');
    const std::string_view first = cursor.take_while(is_digit);
    const auto a = to_number(first);
    if (!a) return std::nullopt;
    if (first.size() <= 2 && (is_letter(cursor.peek()) || is_letter(cursor.peek(1)))) {
        return take_date_with_month_name(cursor, *a);
    }
    if (first.size() == 4 && cursor.peek() == ' ' && !negative) {
        if (const auto spaced = take_spaced_date(cursor, *a)) return spaced;
    }
    if (first.size() == 8 && cursor.peek() != '-') return CalendarDate{*a / 10'000, *a / 100 % 100, *a % 100};
    const std::int64_t year = negative ? -*a : *a;
    const char separator = cursor.peek();
    if ((separator != '-' && separator != '/') || !is_digit(cursor.peek(1))) {
        return first.size() >= 4 ? std::optional(CalendarDate{year, 1, 1}) : std::nullopt;
    }
    cursor.take(separator);
    const auto b = to_number(cursor.take_while(is_digit));
    if (!b) return std::nullopt;
    if (!cursor.take(separator)) {
        return first.size() >= 4 ? std::optional(CalendarDate{year, *b, 1}) : std::nullopt;
    }
    const std::string_view third = cursor.take_while(is_digit);
    const auto c = to_number(third);
    if (!c) return std::nullopt;
    if (third.size() < 4 || first.size() > 2 || negative) return CalendarDate{year, *b, *c};
    const auto date = year_last(*a, *b, *c);
    if (!date) why_not = "day and month cannot be told apart";
    return date;
}

/// ".25" -> 250000; digits beyond the sixth are dropped.
std::int64_t take_fraction_us(Cursor& cursor) {
    std::int64_t microseconds = 0;
    std::int64_t place = k_microseconds_per_second / 10;
    for (const char digit : cursor.take_while(is_digit)) {
        microseconds += (digit - '0') * place;
        place /= 10;
    }
    return microseconds;
}

/// "h[:m[:s[.f]]]" or "hhmm[ss]"; microseconds of the day.
std::optional<std::int64_t> take_clock(Cursor& cursor) {
    const std::string_view digits = cursor.take_while(is_digit);
    int hour = 0, minute = 0, second = 0;
    if (digits.size() == 4 || digits.size() == 6) {
        hour = *to_number(digits.substr(0, 2));
        minute = *to_number(digits.substr(2, 2));
        if (digits.size() == 6) second = *to_number(digits.substr(4));
    } else {
        if (digits.empty() || digits.size() > 2) return std::nullopt;
        hour = *to_number(digits);
        for (int* part : {&minute, &second}) {
            if (cursor.peek() != ':' || !is_digit(cursor.peek(1))) break;
            cursor.take(':');
            *part = to_number(cursor.take_while(is_digit)).value_or(99);
        }
    }
    const std::int64_t fraction = cursor.take('.') ? take_fraction_us(cursor) : 0;
    const bool ends_day = hour == 24 && minute == 0 && second == 0 && fraction == 0;  // the first instant of the next
    if ((hour > 23 && !ends_day) || minute > 59 || second > 59) return std::nullopt;
    return ((hour * 60 + minute) * 60 + second) * k_microseconds_per_second + fraction;
}

/// What must be subtracted from local time; 0 when there is no zone.
std::optional<std::int64_t> take_zone(Cursor& cursor) {
    cursor.skip_spaces();
    const bool negative = cursor.peek() == '-';
    std::int64_t minutes = 0;
    if (cursor.take_any("+-") || (is_digit(cursor.peek()) && cursor.peek(2) == ':')) {  // "00:00" as udunits
        const std::string_view digits = cursor.take_while(is_digit);
        const auto number = to_number(digits);
        if (!number || digits.size() > 4 || digits.size() == 3) return std::nullopt;
        minutes = digits.size() == 4 ? *number / 100 * 60 + *number % 100 : *number * 60;
        if (digits.size() <= 2 && cursor.take(':')) {
            const auto rest = to_number(cursor.take_while(is_digit));
            if (!rest || *rest > 59) return std::nullopt;
            minutes += *rest;
        }
        if (minutes > 24 * 60) return std::nullopt;
    }
    cursor.skip_spaces();
    const bool in_brackets = cursor.take('(');
    const std::string_view name = cursor.take_while(is_letter);
    if (in_brackets && !cursor.take(')')) return std::nullopt;
    if (!name.empty() && name != "z" && name != "utc" && name != "gmt" && name != "ut") return std::nullopt;
    return (negative ? -minutes : minutes) * 60 * k_microseconds_per_second;
}

/// Clock and zone after the date; microseconds to add to the date.
std::optional<std::int64_t> take_rest(Cursor& cursor) {
    std::int64_t of_day = 0;
    if (!cursor.take_any("t_:")) cursor.skip_spaces();
    if (is_digit(cursor.peek())) {
        const auto clock = take_clock(cursor);
        if (!clock) return std::nullopt;
        of_day = *clock;
    }
    const auto zone = take_zone(cursor);
    cursor.skip_spaces();
    if (cursor.peek() == '!') return zone ? std::optional(of_day - *zone) : std::nullopt;  // NCL's comment
    if (!zone || !cursor.at_end()) return std::nullopt;
    return of_day - *zone;
}

}  // namespace

std::optional<std::int64_t> parse_date_time(std::string_view text, Calendar calendar, std::string& why_not) {
    const std::string lower = to_lower(text);
    Cursor cursor(lower);
    cursor.skip_spaces();
    std::string detail;
    auto date = take_date(cursor, detail);
    const auto rest = date ? take_rest(cursor) : std::nullopt;
    if (!date || !rest) {
        why_not =
            fmt::format("date '{}' cannot be read{}{} ({})", text, detail.empty() ? "" : ": ", detail, k_expected);
        return std::nullopt;
    }
    if (date->year == 0 && lacks_year_zero(calendar)) {
        why_not = fmt::format("date '{}': calendar '{}' has no year 0", text, name_of(calendar));
        return std::nullopt;
    }
    if (date->year < 0 && lacks_year_zero(calendar)) ++date->year;
    if (std::abs(date->year) > k_largest_year || !exists(calendar, *date)) {
        why_not = fmt::format("date '{}' does not exist in calendar '{}'", text, name_of(calendar));
        return std::nullopt;
    }
    return elapsed_at_label(calendar, days_from_date(calendar, *date) * k_microseconds_per_day + *rest);
}

}  // namespace cairn
