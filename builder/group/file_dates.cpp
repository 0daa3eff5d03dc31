#include "builder/group/file_dates.hpp"

#include <algorithm>
#include <optional>

#include "builder/cf/written_dates.hpp"

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
