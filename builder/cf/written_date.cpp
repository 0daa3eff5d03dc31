#include "builder/cf/written_date.hpp"

#include <algorithm>
#include <array>

#include "base/letters.hpp"

namespace cairn {

namespace {

/// Years up to here are read; later ones are numbers of something else.
constexpr int k_last_year = 3000;

bool is_day_and_time(std::string_view digits, std::size_t year_digits) {
    if (digits.size() < year_digits + 4) return false;
    if (year_digits == 4 && number_in(digits, 0, 4) > k_last_year) return false;
    return is_month(number_in(digits, year_digits, 2)) && is_day(number_in(digits, year_digits + 2, 2)) &&
           is_time_of_day(digits.substr(year_digits + 4));
}

/// YYYYDDD: of satellites. Earlier years are numbers of floats and stations.
bool is_day_of_year(std::string_view digits) {
    const int year = number_in(digits, 0, 4);
    const int day = number_in(digits, 4, 3);
    return year >= 1950 && year <= 2100 && day >= 1 && day <= 366;
}

Precision precision_of(std::string_view digits) {
    switch (digits.size()) {
        case 4:
            return number_in(digits, 0, 4) <= k_last_year ? Precision::year : Precision::none;
        case 6:
            return number_in(digits, 0, 4) <= k_last_year && is_month(number_in(digits, 4, 2)) ? Precision::month
                                                                                               : Precision::none;
        case 7:
            return is_day_of_year(digits) ? Precision::day : Precision::none;
        case 8:
            return is_day_and_time(digits, 4) ? Precision::day : Precision::none;
        case 13:
            return is_day_of_year(digits) && is_time_of_day(digits.substr(7)) ? Precision::time : Precision::none;
        case 10:
        case 12:
        case 14:
            return is_day_and_time(digits, 4) ? Precision::time : Precision::none;
        default:
            return Precision::none;
    }
}

/// "-MM" or "-DD" at the beginning of a text.
bool has_two_digits_after_dash(std::string_view text) {
    return text.size() >= 3 && text.front() == '-' && leading_digits(text.substr(1)) == 2;
}

WrittenDate with_dashes(std::string_view text) {
    WrittenDate date{Precision::month, 7, std::string(text.substr(0, 4)) + std::string(text.substr(5, 2)), true, true};
    if (has_two_digits_after_dash(text.substr(7)) && is_day(number_in(text, 8, 2))) {
        date.precision = Precision::day;
        date.length = 10;
        date.digits += text.substr(8, 2);
    }
    return date;
}

bool is_month_or_season(std::string_view text) {
    static constexpr std::array<std::string_view, 16> k_names{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug",
                                                              "sep", "oct", "nov", "dec", "djf", "mam", "jja", "son"};
    return std::find(k_names.begin(), k_names.end(), in_small_letters(text)) != k_names.end();
}

/// What stands behind four digits of a year: "feb", "m0131" (Aura's OMI), "d031" (Aura's MLS).
std::optional<WrittenDate> with_letters(std::string_view text) {
    const std::string year(text.substr(0, 4));
    const std::string_view rest = text.substr(4);
    if (is_month_or_season(rest.substr(0, 3))) {
        return WrittenDate{Precision::month, 7, year + std::string(rest.substr(0, 3)), true, false};
    }
    const std::size_t count = leading_digits(rest.substr(1));
    const bool is_date =
        rest.front() == 'm' && count == 4 && is_month(number_in(rest, 1, 2)) && is_day(number_in(rest, 3, 2));
    const bool is_number_of_day =
        rest.front() == 'd' && count == 3 && number_in(rest, 1, 3) >= 1 && number_in(rest, 1, 3) <= 366;
    if (!is_date && !is_number_of_day) return std::nullopt;
    return WrittenDate{Precision::day, 5 + count, year + std::string(rest.substr(1, count)), true, false};
}

/// A clock time that a dash joins to a day; returns its length, 0 when there is none.
std::size_t length_of_joined_clock(std::string_view text, const WrittenDate& day) {
    if (text.size() < 5) return 0;
    const std::size_t count = leading_digits(text.substr(1));
    const std::string_view digits = text.substr(1, count);
    if (text.front() != '-') return 0;
    const bool is_alone = !day.is_dashed || text.size() == 5;  // "2000-01-24-2000-02-24" is a range
    const bool is_clock = (count == 6 || (count == 4 && is_alone)) && is_time_of_day(digits);
    return is_clock || (day.is_dashed && is_seconds_of_day(digits)) ? count + 1 : 0;
}

void add_time(std::string_view text, WrittenDate& date) {
    if (date.precision != Precision::day) return;
    const std::string_view rest = text.substr(date.length);
    const std::size_t length = std::max(length_of_time_part(rest), length_of_joined_clock(rest, date));
    if (length == 0) return;
    date.precision = Precision::time;
    date.digits += rest.substr(0, length);
    date.length += length;
}

}  // namespace

int WrittenDate::year() const { return number_in(digits, 0, 4); }
bool WrittenDate::is_plausible() const { return is_certain || (year() >= 1500 && year() < k_last_year); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t leading_digits(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

bool all_digits(std::string_view text) { return leading_digits(text) == text.size(); }

int number_in(std::string_view digits, std::size_t begin, std::size_t count) {
    int value = 0;
    for (const char c : digits.substr(begin, count)) value = value * 10 + (c - '0');
    return value;
}

bool is_month(int value) { return value >= 1 && value <= 12; }
bool is_day(int value) { return value >= 1 && value <= 31; }

bool is_time_of_day(std::string_view digits) {
    if (digits.empty()) return true;
    if (digits.size() % 2 != 0 || digits.size() > 6 || number_in(digits, 0, 2) > 24) return false;
    if (digits.size() >= 4 && number_in(digits, 2, 2) > 59) return false;
    return digits.size() < 6 || number_in(digits, 4, 2) <= 60;
}

bool is_seconds_of_day(std::string_view digits) {
    return digits.size() == 5 && all_digits(digits) && number_in(digits, 0, 5) <= 86'400;
}

std::size_t length_of_time_part(std::string_view text) {
    if (text.size() < 3 || (text.front() != 'T' && text.front() != 't')) return 0;
    std::string digits;
    std::size_t i = 1;
    for (; i < text.size() && digits.size() < 6; ++i) {
        if (is_digit(text[i])) {
            digits += text[i];
        } else if ((text[i] != ':' && text[i] != '-') || digits.size() % 2 != 0 || !all_digits(text.substr(i + 1, 2))) {
            break;
        }
    }
    if (digits.size() < 2 || !is_time_of_day(digits)) return 0;
    return i < text.size() && (text[i] == 'Z' || text[i] == 'z') ? i + 1 : i;
}

std::optional<WrittenDate> date_at_start(std::string_view text) {
    const std::size_t count = leading_digits(text);
    const Precision precision = precision_of(text.substr(0, count));
    if (precision == Precision::none) return std::nullopt;
    WrittenDate date{precision, count, std::string(text.substr(0, count)), false, false};
    if (count == 4 && has_two_digits_after_dash(text.substr(4)) && is_month(number_in(text, 5, 2))) {
        date = with_dashes(text);
    } else if (count == 4 && text.size() >= 7) {
        if (auto lettered = with_letters(text)) date = *std::move(lettered);
    }
    add_time(text, date);
    if (date.length < text.size() && (is_digit(text[date.length]) || is_letter(text[date.length]))) return std::nullopt;
    return date;
}

std::optional<WrittenDate> date_with_short_year(std::string_view text) {
    const std::size_t size = text.size();
    if ((size != 6 && size != 8 && size != 10) || !all_digits(text) || !is_day_and_time(text, 2)) return std::nullopt;
    return WrittenDate{size == 6 ? Precision::day : Precision::time, size, std::string(text), false, false};
}

std::size_t length_of_range_end(std::string_view text, const WrittenDate& first) {
    if (text.size() < 2 || (text.front() != '-' && text.front() != '~')) return 0;
    const auto second = date_at_start(text.substr(1));
    if (!second || second->digits.size() != first.digits.size() || second->digits < first.digits) return 0;
    return 1 + second->length;
}

}  // namespace cairn
