#include "builder/group/file_dates.hpp"

#include <algorithm>
#include <span>

#include "builder/group/name_parts.hpp"

namespace cairn {

namespace {

/// The text from one part to another, with the separators between them.
std::string_view text_between(const NamePart& first, const NamePart& last) {
    return {first.text.data(), static_cast<std::size_t>(last.text.data() + last.text.size() - first.text.data())};
}

class SeriesName {
  public:
    void keep(const NamePart& part, std::string_view text) {
        if (m_has_part) m_text += part.separator;
        m_text += text;
        m_has_part = true;
    }
    std::string take() { return std::move(m_text); }

  private:
    std::string m_text;
    bool m_has_part = false;
};

void keep_around(const NamePart& part, const TakenDate& date, SeriesName& series) {
    std::string text(date.kept);
    if (!date.kept.empty() && !date.rest.empty() && date.kept != "lffd") text += '-';
    text += date.rest;
    if (!text.empty()) series.keep(part, text);
}

NameReading read_parts(const std::vector<NamePart>& parts) {
    NameReading reading;
    SeriesName series;
    const std::size_t own = parts_of_case(parts);
    for (std::size_t i = 0; i < own; ++i) series.keep(parts[i], parts[i].text);
    NamePlace place{parts, own, Precision::none, false, false, own > 0};
    while (place.at < parts.size()) {
        const NamePart& part = place.part();
        const TakenDate date = taken_date(place);
        if (date.count == 0) {
            series.keep(part, part.text);
            place.before = Precision::none;
            ++place.at;
            continue;
        }
        keep_around(part, date, series);
        reading.dates.emplace_back(text_between(part, parts[place.at + date.count - 1]));
        place.at += date.count;
        place.before = date.rest.empty() ? date.precision : Precision::none;
        place.is_before_compact = date.is_compact;
        place.has_date = true;
    }
    reading.series = series.take();
    return reading;
}

bool is_payu_run(std::string_view folder) {
    constexpr std::string_view k_output = "output";
    return folder.starts_with(k_output) && folder.size() >= k_output.size() + 3 &&
           all_digits(folder.substr(k_output.size()));
}

/// How precise a date a folder is as a whole; none: it is a name.
Precision date_of_folder(std::string_view folder, Precision before) {
    if (before == Precision::year && folder.size() == 3 && all_digits(folder) && number_in(folder, 0, 3) <= 366)
        return Precision::day;
    if (!has_digit(folder)) return Precision::none;
    const std::vector<NamePart> parts = parts_of_name(folder);
    NamePlace place{parts, 0, before, false, false, false};
    while (place.at < parts.size()) {
        const TakenDate date = taken_date(place);
        if (date.count == 0 || !date.kept.empty() || !date.rest.empty()) return Precision::none;
        place.at += date.count;
        place.before = date.precision;
        place.is_before_compact = date.is_compact && place.at < parts.size();
        place.has_date = true;
    }
    return place.before;
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

NameReading read_name(std::string_view file_name, Numbering numbering) {
    std::vector<NamePart> parts = parts_of_name(stem_of(file_name));
    const std::vector<NamePart> numbers = take_numbers(parts, numbering);
    if (parts.empty()) return {};
    NameReading reading = read_parts(parts);
    for (const NamePart& number : numbers) reading.dates.emplace_back(number.text);
    return reading;
}

std::string series_stem(std::string_view file_name, Numbering numbering) {
    return read_name(file_name, numbering).series;
}

FolderReading read_folders(const std::vector<std::string_view>& folders) {
    FolderReading reading;
    Precision before = Precision::none;
    for (const std::string_view folder : folders) {
        const bool is_run = is_payu_run(folder);
        before = is_run ? Precision::none : date_of_folder(folder, before);
        (is_run || before != Precision::none ? reading.left_out : reading.kept).push_back(folder);
    }
    return reading;
}

}  // namespace cairn
