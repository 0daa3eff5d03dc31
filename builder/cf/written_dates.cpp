#include "builder/cf/written_dates.hpp"

#include <algorithm>

namespace cairn {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t leading_digits(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

bool all_digits(std::string_view text) { return leading_digits(text) == text.size(); }

/// The number that `count` digits from `begin` make.
int number(std::string_view digits, std::size_t begin, std::size_t count) {
    int value = 0;
    for (const char c : digits.substr(begin, count)) value = value * 10 + (c - '0');
    return value;
}

bool is_month(int value) { return value >= 1 && value <= 12; }
bool is_day(int value) { return value >= 1 && value <= 31; }

/// "hh", "hhmm" or "hhmmss"; 24 ends a day.
bool is_time_of_day(std::string_view digits) {
    if (digits.empty()) return true;
    if (digits.size() % 2 != 0 || digits.size() > 6 || number(digits, 0, 2) > 24) return false;
    if (digits.size() >= 4 && number(digits, 2, 2) > 59) return false;
    return digits.size() < 6 || number(digits, 4, 2) <= 60;
}

/// YYYYMMDD[hh[mm[ss]]] or, with years of two digits, yymmdd[hh[mm]].
bool is_day_and_time(std::string_view digits, std::size_t year_digits) {
    if (digits.size() < year_digits + 4) return false;
    if (year_digits == 4 && number(digits, 0, 4) > 3000) return false;
    return is_month(number(digits, year_digits, 2)) && is_day(number(digits, year_digits + 2, 2)) &&
           is_time_of_day(digits.substr(year_digits + 4));
}

Precision precision_of_digits(std::string_view digits) {
    switch (digits.size()) {
        case 4:
            return number(digits, 0, 4) <= 3000 ? Precision::year : Precision::none;
        case 6:
            if (number(digits, 0, 4) <= 3000 && is_month(number(digits, 4, 2))) return Precision::month;
            return is_day_and_time(digits, 2) ? Precision::day : Precision::none;
        case 7: {
            const int year = number(digits, 0, 4);
            const int day = number(digits, 4, 3);
            return year >= 1900 && year <= 2100 && day >= 1 && day <= 366 ? Precision::day : Precision::none;
        }
        case 8:
        case 10:
            if (!is_day_and_time(digits, 4) && !is_day_and_time(digits, 2)) return Precision::none;
            return digits.size() == 8 && is_day_and_time(digits, 4) ? Precision::day : Precision::time;
        case 12:
        case 14:
            return is_day_and_time(digits, 4) ? Precision::time : Precision::none;
        default:
            return Precision::none;
    }
}

/// "T00", "T0030", "T00:30:00Z", "T00-30-00" after a day; returns its length, 0 when there is none.
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

/// "-MM" or "-DD" at the beginning of a text.
bool has_two_digits_after_dash(std::string_view text) {
    return text.size() >= 3 && text.front() == '-' && leading_digits(text.substr(1)) == 2;
}

}  // namespace

std::optional<WrittenDate> date_at_start(std::string_view text) {
    const std::size_t count = leading_digits(text);
    WrittenDate date{precision_of_digits(text.substr(0, count)), count, std::string(text.substr(0, count))};
    if (date.precision == Precision::none) return std::nullopt;
    if (count == 4 && has_two_digits_after_dash(text.substr(4)) && is_month(number(text, 5, 2))) {
        date = {Precision::month, 7, date.digits + std::string(text.substr(5, 2))};
        if (has_two_digits_after_dash(text.substr(7)) && is_day(number(text, 8, 2))) {
            date = {Precision::day, 10, date.digits + std::string(text.substr(8, 2))};
        }
    }
    if (date.precision == Precision::day) {
        const std::size_t time = length_of_time_part(text.substr(date.length));
        if (time > 0) {
            date = {Precision::time, date.length + time, date.digits + std::string(text.substr(date.length, time))};
        }
    }
    if (date.length < text.size() && (is_digit(text[date.length]) || is_letter(text[date.length]))) return std::nullopt;
    return date;
}

std::size_t length_of_range_end(std::string_view text, const WrittenDate& first) {
    if (text.size() < 2 || (text.front() != '-' && text.front() != '~')) return 0;
    const auto second = date_at_start(text.substr(1));
    if (!second || second->digits.size() != first.digits.size() || second->digits < first.digits) return 0;
    return 1 + second->length;
}

bool is_plausible_alone(const WrittenDate& date) {
    if (date.precision != Precision::year) return true;
    const int year = number(date.digits, 0, 4);
    return year >= 1500 && year < 3000;
}

bool is_marked_time(std::string_view part, Precision before) {
    if (part.size() < 7 || !all_digits(part.substr(1))) return false;
    const char mark = part.front();
    const std::string_view digits = part.substr(1);
    if (digits.size() == 14 && (mark == 's' || mark == 'e' || mark == 'c')) {
        return precision_of_digits(digits.substr(0, 7)) == Precision::day && is_time_of_day(digits.substr(7, 6));
    }
    return before >= Precision::day && digits.size() == 6 && (mark == 'S' || mark == 'E') && is_time_of_day(digits);
}

Precision continued(std::string_view part, Precision before) {
    if (is_marked_time(part, before)) return Precision::time;
    const std::size_t count = leading_digits(part);
    if (before == Precision::day && (part.size() == 5 || part.size() == 8) && count == 2 &&
        (part[2] == ':' || part[2] == '-')) {
        return length_of_time_part("T" + std::string(part)) == part.size() + 1 ? Precision::time : Precision::none;
    }
    if (count != part.size()) return Precision::none;
    if (before == Precision::year && count == 2 && is_month(number(part, 0, 2))) return Precision::month;
    if (before == Precision::month && count == 2 && is_day(number(part, 0, 2))) return Precision::day;
    const bool is_time = (count == 2 || count == 4 || count == 6) && number(part, 0, 2) <= 24;
    return before == Precision::day && is_time ? Precision::time : Precision::none;
}

}  // namespace cairn
