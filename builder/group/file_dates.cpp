#include "builder/group/file_dates.hpp"

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

/// How precise a date is; what may follow it depends on that.
enum class Precision { none, year, month, day, time };

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

/// One date at the beginning of a text.
struct Date {
    Precision precision = Precision::none;
    std::size_t length = 0;  ///< characters
    std::string digits;      ///< of the date, for comparing two of the same form
};

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

std::optional<Date> date_at_start(std::string_view text) {
    const std::size_t count = leading_digits(text);
    Date date{precision_of_digits(text.substr(0, count)), count, std::string(text.substr(0, count))};
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

/// The second date of a range "a-b", of the same form as the first and not before it; returns its length with the dash,
/// or 0.
std::size_t length_of_range_end(std::string_view text, const Date& first) {
    if (text.size() < 2 || (text.front() != '-' && text.front() != '~')) return 0;
    const auto second = date_at_start(text.substr(1));
    if (!second || second->digits.size() != first.digits.size() || second->digits < first.digits) return 0;
    return 1 + second->length;
}

bool is_plausible_alone(const Date& date) {
    if (date.precision != Precision::year) return true;
    const int year = number(date.digits, 0, 4);
    return year >= 1500 && year < 3000;  // outside: levels, wave lengths, identifiers
}

/// Satellite products: "s20200010000215" (start, end, creation; YYYYDDDhhmmss and tenths), "S000000" and "E002959"
/// after a day.
bool is_marked_time(std::string_view part, Precision before) {
    if (part.size() < 7 || !all_digits(part.substr(1))) return false;
    const char mark = part.front();
    const std::string_view digits = part.substr(1);
    if (digits.size() == 14 && (mark == 's' || mark == 'e' || mark == 'c')) {
        return precision_of_digits(digits.substr(0, 7)) == Precision::day && is_time_of_day(digits.substr(7, 6));
    }
    return before >= Precision::day && digits.size() == 6 && (mark == 'S' || mark == 'E') && is_time_of_day(digits);
}

/// A part that continues the date before it: month after year, day after month, time after day.
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

/// A part of a name between separators, and what is left of it without its date.
struct Remainder {
    std::string_view rest;
    Precision precision = Precision::none;  ///< none: the part has no date
};

Remainder without_date(std::string_view part, Precision before) {
    if (const Precision next = continued(part, before); next != Precision::none) return {{}, next};
    const auto date = date_at_start(part);
    if (!date) return {part, Precision::none};
    std::size_t end = date->length;
    const std::size_t range = length_of_range_end(part.substr(end), *date);
    if (range == 0 && !is_plausible_alone(*date)) return {part, Precision::none};
    end += range;
    if (end == part.size()) return {{}, date->precision};
    if (part[end] != '-' || end + 1 == part.size()) return {part, Precision::none};
    const std::string_view rest = part.substr(end + 1);  // "185001-200512-clim", "20200101-S000000-E002959"
    if (is_letter(rest.front()) && std::all_of(rest.begin(), rest.end(), is_letter)) return {rest, date->precision};
    const std::size_t dash = rest.find('-');
    if (dash != std::string_view::npos && is_marked_time(rest.substr(0, dash), date->precision) &&
        is_marked_time(rest.substr(dash + 1), date->precision)) {
        return {{}, Precision::day};  // minutes of the day may follow
    }
    return {part, Precision::none};
}

/// "precip-2016-09" -> "precip": the date at the end of a part, after a dash.
Remainder without_date_at_end(std::string_view part) {
    for (std::size_t dash = part.find('-'); dash != std::string_view::npos; dash = part.find('-', dash + 1)) {
        if (std::none_of(part.begin(), part.begin() + static_cast<std::ptrdiff_t>(dash), is_letter)) continue;
        const Remainder remainder = without_date(part.substr(dash + 1), Precision::none);
        if (remainder.precision != Precision::none && remainder.rest.empty()) {
            return {part.substr(0, dash), remainder.precision};
        }
    }
    return {part, Precision::none};
}

}  // namespace

std::string_view stem_of(std::string_view file_name) {
    const std::size_t dot = file_name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return file_name;
    const std::string_view extension = file_name.substr(dot + 1);
    const bool plausible =
        !extension.empty() && extension.size() <= 6 && is_letter(extension.front()) &&
        std::all_of(extension.begin(), extension.end(), [](char c) { return is_letter(c) || is_digit(c); });
    return plausible ? file_name.substr(0, dot) : file_name;
}

std::string series_stem(std::string_view file_name) {
    const std::string_view stem = stem_of(file_name);
    std::string result;
    bool is_first = true;
    Precision before = Precision::none;
    for (std::size_t begin = 0; begin <= stem.size();) {
        const std::size_t end = std::min(stem.find_first_of("_.", begin), stem.size());
        const std::string_view part = stem.substr(begin, end - begin);
        Remainder remainder = without_date(part, before);
        if (remainder.precision == Precision::none) remainder = without_date_at_end(part);
        before = remainder.precision;
        if (before == Precision::none || !remainder.rest.empty()) {
            if (!is_first) result += stem[begin - 1];
            result += remainder.rest;
            is_first = false;
        }
        begin = end + 1;
    }
    return result;
}

std::vector<std::string_view> without_date_folders(const std::vector<std::string_view>& folders) {
    std::vector<std::string_view> result;
    Precision before = Precision::none;
    for (const std::string_view folder : folders) {
        const Remainder remainder = without_date(folder, before);
        const bool is_day_of_year =
            before == Precision::year && folder.size() == 3 && all_digits(folder) && number(folder, 0, 3) <= 366;
        before = is_day_of_year ? Precision::day : remainder.precision;
        if (before == Precision::none || (!is_day_of_year && !remainder.rest.empty())) {
            before = Precision::none;
            result.push_back(folder);
        }
    }
    return result;
}

}  // namespace cairn
