#include "builder/cf/name_dates.hpp"

#include <string>

#include "builder/cf/written_date.hpp"

namespace cairn {

namespace {

/// Satellite products: "s20200010000215" (start, end, creation; YYYYDDDhhmmss and tenths), "S000000" and "E002959"
/// after a day.
bool is_marked_time(std::string_view part, Precision before) {
    if (part.size() < 7 || !all_digits(part.substr(1))) return false;
    const char mark = part.front();
    const std::string_view digits = part.substr(1);
    if (digits.size() == 14 && (mark == 's' || mark == 'e' || mark == 'c')) {
        return date_at_start(digits.substr(0, 7)) && is_time_of_day(digits.substr(7, 6));
    }
    return before >= Precision::day && digits.size() == 6 && (mark == 'S' || mark == 'E') && is_time_of_day(digits);
}

/// A part that continues the date before it: month after year, day after month, time after day. none: it does not.
Precision continued(std::string_view part, Precision before) {
    if (is_marked_time(part, before)) return Precision::time;
    const std::size_t count = leading_digits(part);
    if (before == Precision::day && (part.size() == 5 || part.size() == 8) && count == 2 &&
        (part[2] == ':' || part[2] == '-')) {
        return length_of_time_part("T" + std::string(part)) == part.size() + 1 ? Precision::time : Precision::none;
    }
    if (count != part.size()) return Precision::none;
    if (before == Precision::year && count == 2 && is_month(number_in(part, 0, 2))) return Precision::month;
    if (before == Precision::month && count == 2 && is_day(number_in(part, 0, 2))) return Precision::day;
    const bool is_time = (count == 2 || count == 4 || count == 6) && number_in(part, 0, 2) <= 24;
    return before == Precision::day && is_time ? Precision::time : Precision::none;
}

struct Found {
    DatePeriod period;
    Precision precision = Precision::none;
    std::string digits;
    std::size_t length = 0;
};

/// The date at the beginning of a text with the range that follows; a clock time that is written in a way of its own is
/// left out.
std::optional<Found> found_at(std::string_view text) {
    const auto date = date_at_start(text);
    if (!date) return std::nullopt;
    auto period = parse_date_period(text.substr(0, date->length));
    if (!period && date->precision == Precision::time) period = parse_date_period(date->digits.substr(0, 8));
    const std::size_t range = length_of_range_end(text.substr(date->length), *date);
    if (!period || (range == 0 && !date->is_plausible())) return std::nullopt;
    if (range > 0) {
        const auto last = parse_date_period(text.substr(date->length + 1, range - 1));
        period = last ? joined(*period, *last) : std::nullopt;
        if (!period) return std::nullopt;
    }
    return Found{*period, date->precision, date->digits, date->length + range};
}

/// The date of a part between '_' and '.': at its begin, behind one letter that stands for a satellite or says 'day' or
/// 'start', or behind a dash.
std::optional<Found> found_in(std::string_view part) {
    if (is_marked_time(part, Precision::none)) {
        const auto day = parse_date_period(part.substr(1, 7));
        return day && part.front() != 'c'
                   ? std::optional(Found{*day, Precision::day, std::string(part.substr(1, 7)), 0})
                   : std::nullopt;
    }
    if (auto found = found_at(part)) return found;
    const bool has_mark =
        part.size() > 7 && is_letter(part[0]) && is_digit(part[1]) && part[0] != 'v' && part[0] != 'c';
    if (has_mark) {
        if (auto found = found_at(part.substr(1)); found && found->precision >= Precision::day) return found;
    }
    for (std::size_t dash = part.find('-'); dash != std::string_view::npos; dash = part.find('-', dash + 1)) {
        if (auto found = found_at(part.substr(dash + 1))) return found;
    }
    return std::nullopt;
}

/// Collects the dates of the parts of one name, from the left to the right.
class NameReader {
  public:
    void take(std::string_view part) {
        const Precision next = m_is_open ? continued(part, m_found->precision) : Precision::none;
        if (next != Precision::none) return go_on(part, next);
        const auto found = found_in(part);
        if (found && !m_found) {
            m_found = found;
        } else if (found) {
            m_is_ambiguous = m_is_ambiguous || !m_is_open || !take_end(*found);
        }
        m_is_open = found.has_value();
    }

    std::optional<DatePeriod> period() const {
        return m_found && !m_is_ambiguous ? std::optional(m_found->period) : std::nullopt;
    }

  private:
    /// A month after a year, a day after a month; a clock time makes the day no narrower.
    void go_on(std::string_view part, Precision next) {
        const bool is_in_parts = m_found->digits.size() > m_found->length;
        // "2015_03_01_2015_03_31": the fourth part is no clock time.
        m_is_ambiguous = m_is_ambiguous || (next == Precision::time && is_in_parts && part.size() == 4 &&
                                            part >= std::string_view(m_found->digits).substr(0, 4));
        m_found->precision = next;
        if (next == Precision::time || m_has_end) return;
        m_found->digits += part;
        if (const auto period = parse_date_period(m_found->digits)) m_found->period = *period;
    }

    /// A second date of the same form right behind the first, and not before it, is the end. Farther behind it would be
    /// that of the processing.
    bool take_end(const Found& found) {
        const bool is_same_form = found.digits.size() == m_found->digits.size();
        if (!is_same_form || m_has_end || found.digits < m_found->digits) return false;
        const auto both = joined(m_found->period, found.period);
        if (!both) return false;
        m_has_end = found.digits != m_found->digits;
        m_found->period = *both;
        return true;
    }

    std::optional<Found> m_found;
    bool m_is_open = false;  ///< the part before was of a date
    bool m_has_end = false;
    bool m_is_ambiguous = false;
};

}  // namespace

std::optional<DatePeriod> dates_in_name(std::string_view file_name) {
    NameReader reader;
    for (std::size_t begin = 0; begin <= file_name.size();) {
        const std::size_t end = std::min(file_name.find_first_of("_.", begin), file_name.size());
        reader.take(file_name.substr(begin, end - begin));
        begin = end + 1;
    }
    return reader.period();
}

}  // namespace cairn
