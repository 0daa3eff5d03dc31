#include "validator/instants.hpp"

#include "base/gregorian.hpp"

namespace cairn::validate {

namespace {

/// Reads a text from the left.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : m_rest(text) {}

    bool done() const { return m_rest.empty(); }
    bool skip(char wanted) {
        if (m_rest.empty() || m_rest.front() != wanted) return false;
        m_rest.remove_prefix(1);
        return true;
    }
    bool is_digit() const { return !m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9'; }
    /// Exactly `count` digits.
    std::optional<int> digits(int count) {
        int value = 0;
        for (int i = 0; i < count; ++i) {
            if (!is_digit()) return std::nullopt;
            value = value * 10 + take();
        }
        return value;
    }
    int take() {
        const int digit = m_rest.front() - '0';
        m_rest.remove_prefix(1);
        return digit;
    }

  private:
    std::string_view m_rest;
};

std::optional<std::int64_t> read_date(Cursor& cursor) {
    const auto year = cursor.digits(4);
    if (!year || !cursor.skip('-')) return std::nullopt;
    const auto month = cursor.digits(2);
    if (!month || !cursor.skip('-')) return std::nullopt;
    const auto day = cursor.digits(2);
    if (!day) return std::nullopt;
    if (!is_gregorian_date(*year, *month, *day)) return std::nullopt;
    return days_from_gregorian(*year, *month, *day);
}

/// Fractions of a second in microseconds; digits beyond those are read and dropped.
std::optional<int> read_fraction(Cursor& cursor) {
    if (!cursor.skip('.')) return 0;
    if (!cursor.is_digit()) return std::nullopt;
    int value = 0;
    for (int scale = 100'000; cursor.is_digit(); scale /= 10) value += cursor.take() * scale;
    return value;
}

std::optional<int> read_offset_minutes(Cursor& cursor) {
    if (cursor.skip('Z') || cursor.skip('z')) return 0;
    const bool west = cursor.skip('-');
    if (!west && !cursor.skip('+')) return std::nullopt;
    const auto hours = cursor.digits(2);
    if (!hours || *hours > 23 || !cursor.skip(':')) return std::nullopt;
    const auto minutes = cursor.digits(2);
    if (!minutes || *minutes > 59) return std::nullopt;
    return (west ? -1 : 1) * (*hours * 60 + *minutes);
}

/// Microseconds since midnight UTC of the date beside it (may be negative or more than a day).
std::optional<Microseconds> read_time(Cursor& cursor) {
    const auto hour = cursor.digits(2);
    if (!hour || *hour > 23 || !cursor.skip(':')) return std::nullopt;
    const auto minute = cursor.digits(2);
    if (!minute || *minute > 59 || !cursor.skip(':')) return std::nullopt;
    const auto second = cursor.digits(2);
    if (!second || *second > 60) return std::nullopt;
    const auto fraction = read_fraction(cursor);
    if (!fraction) return std::nullopt;
    const auto offset = read_offset_minutes(cursor);
    if (!offset) return std::nullopt;
    const int minutes = *hour * 60 + *minute - *offset;
    constexpr int k_day = 24 * 60;
    if (*second == 60 && ((minutes % k_day) + k_day) % k_day != k_day - 1) return std::nullopt;
    return (std::int64_t{minutes} * 60 + *second) * 1'000'000 + *fraction;
}

}  // namespace

std::optional<Microseconds> parse_instant(std::string_view text) {
    Cursor cursor(text);
    const auto days = read_date(cursor);
    if (!days || !(cursor.skip('T') || cursor.skip('t') || cursor.skip(' '))) return std::nullopt;
    const auto time = read_time(cursor);
    if (!time || !cursor.done()) return std::nullopt;
    return *days * 86'400'000'000 + *time;
}

bool is_full_date(std::string_view text) {
    Cursor cursor(text);
    return read_date(cursor) && cursor.done();
}

bool is_full_time(std::string_view text) {
    Cursor cursor(text);
    return read_time(cursor) && cursor.done();
}

}  // namespace cairn::validate
