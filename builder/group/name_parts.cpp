#include "builder/group/name_parts.hpp"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

bool has_digits(std::string_view text, std::size_t count) { return text.size() == count && all_digits(text); }
bool is_month_text(std::string_view text) { return has_digits(text, 2) && is_month(number_in(text, 0, 2)); }
bool is_day_text(std::string_view text) { return has_digits(text, 2) && is_day(number_in(text, 0, 2)); }
bool is_day_of_year_text(std::string_view text) {
    return has_digits(text, 3) && number_in(text, 0, 3) >= 1 && number_in(text, 0, 3) <= 366;
}
bool is_year_text(std::string_view text) { return has_digits(text, 4) && number_in(text, 0, 4) <= 3000; }
bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// The date that a text is as a whole.
std::optional<WrittenDate> whole_date(std::string_view text) {
    auto date = date_at_start(text);
    return date && date->length == text.size() ? date : std::nullopt;
}

bool is_day_number(std::string_view text) {
    const auto date = has_digits(text, 8) ? whole_date(text) : std::nullopt;
    return date && date->precision == Precision::day;
}

TakenDate taken(std::size_t count, Precision precision, std::string_view kept = {}, std::string_view rest = {}) {
    return {count, precision, kept, rest, false};
}

/// COSIMA: "-ym_0101_01" says what follows.
TakenDate announced(const NamePlace& place) {
    const std::string_view text = place.part().text;
    const std::size_t dash = text.rfind('-');
    const std::string_view form = dash == std::string_view::npos ? text : text.substr(dash + 1);
    const std::string_view kept = dash == std::string_view::npos ? std::string_view() : text.substr(0, dash);
    if ((form != "y" && form != "ym" && form != "ymd") || !is_year_text(place.text(1))) return {};
    if (form.size() > 1 && !is_month_text(place.text(2))) return {};
    if (form.size() > 2 && !is_day_text(place.text(3))) return {};
    constexpr std::array k_precisions{Precision::year, Precision::month, Precision::day};
    return taken(1 + form.size(), k_precisions[form.size() - 1], kept);
}

/// HYCOM: "archv.2020_001_00".
TakenDate hycom_archive(const NamePlace& place) {
    const std::string_view text = place.part().text;
    if (text.size() != 5 || !text.starts_with("arch") || !is_one_of(text[4], "vms")) return {};
    if (!is_year_text(place.text(1)) || !is_day_of_year_text(place.text(2))) return {};
    const bool has_hour = has_digits(place.text(3), 2) && is_time_of_day(place.text(3));
    return taken(has_hour ? 4 : 3, has_hour ? Precision::time : Precision::day, text);
}

/// MOM6: "prog__0001_006".
TakenDate mom_day(const NamePlace& place) {
    const bool is_date = place.part().text.empty() && !place.is_first() && is_year_text(place.text(1)) &&
                         is_day_of_year_text(place.text(2));
    return is_date ? taken(3, Precision::day) : TakenDate{};
}

/// NEMO: "00010101_00011231", whatever the year.
TakenDate pair_of_days(const NamePlace& place) {
    const std::string_view first = place.part().text;
    const std::string_view last = place.text(1);
    return is_day_number(first) && is_day_number(last) && first <= last ? taken(2, Precision::day) : TakenDate{};
}

bool is_marked_number(std::string_view text, char mark, std::size_t digits) {
    return text.size() == digits + 1 && text.front() == mark && all_digits(text.substr(1));
}

bool is_marked_plausible_date(std::string_view text, char mark) {
    if (text.size() < 7 || text.front() != mark) return false;
    const auto date = whole_date(text.substr(1));
    return date && date->is_plausible() && date->precision >= Precision::month;
}

/// NOAA: "d20200101_t0000000_e0001242", "d202001_c20200305". A 'd' alone is a version ("d20190807").
TakenDate day_with_companion(const NamePlace& place) {
    if (!is_marked_plausible_date(place.part().text, 'd')) return {};
    if (is_marked_plausible_date(place.text(1), 'c')) return taken(2, Precision::day);
    if (!is_marked_number(place.text(1), 't', 7)) return {};
    return taken(is_marked_number(place.text(2), 'e', 7) ? 3 : 2, Precision::time);
}

/// Satellite products: "s20200010000215" (start, end, creation; a day and a time with tenths).
TakenDate marked_instant(const NamePlace& place) {
    const std::string_view text = place.part().text;
    if (text.size() < 15 || !is_one_of(text.front(), "sec") || !all_digits(text.substr(1))) return {};
    const std::string_view digits = text.substr(1);
    if (digits.size() != 14 && digits.size() != 15) return {};
    const std::size_t day = digits.size() - 7;
    const auto date = whole_date(digits.substr(0, day));
    const bool is_instant = date && date->is_plausible() && is_time_of_day(digits.substr(day, 6));
    return is_instant ? taken(1, Precision::time) : TakenDate{};
}

/// "S000000" and "E002959" after a day.
bool is_marked_clock(std::string_view part) {
    return part.size() == 7 && is_one_of(part.front(), "SE") && all_digits(part.substr(1)) &&
           is_time_of_day(part.substr(1));
}

/// "12:00:00", "12-00-00" after a day.
bool is_clock_text(std::string_view part) {
    return (part.size() == 5 || part.size() == 8) && leading_digits(part) == 2 && is_one_of(part[2], ":-") &&
           length_of_time_part("T" + std::string(part)) == part.size() + 1;
}

TakenDate time_after_day(const NamePlace& place) {
    const std::string_view text = place.part().text;
    if (is_marked_clock(text) || is_clock_text(text)) return taken(1, Precision::time);
    if (!all_digits(text)) return {};
    const bool is_clock_in_parts = has_digits(text, 2) && has_digits(place.text(1), 2) && has_digits(place.text(2), 2);
    if (is_clock_in_parts && number_in(text, 0, 2) <= 24 && number_in(place.text(1), 0, 2) <= 59 &&
        number_in(place.text(2), 0, 2) <= 60) {
        return taken(3, Precision::time);
    }
    const bool is_clock = (text.size() == 2 || text.size() == 4 || text.size() == 6) && number_in(text, 0, 2) <= 24;
    const bool is_seconds = !place.is_before_compact && is_seconds_of_day(text);
    return is_clock || is_seconds ? taken(1, Precision::time) : TakenDate{};
}

/// CfRadial: "000004.012", milliseconds. Three digits behind anything but seconds are a member.
bool is_fraction(const NamePlace& place) {
    return place.at > 0 && place.part().separator == '.' && has_digits(place.part().text, 3) &&
           has_digits(place.parts[place.at - 1].text, 6);
}

/// A part that continues the date before it: month after year, day after month, time after day.
TakenDate continued(const NamePlace& place) {
    const std::string_view text = place.part().text;
    switch (place.before) {
        case Precision::none:
            return {};
        case Precision::year:
            return is_month_text(text) ? taken(1, Precision::month) : TakenDate{};
        case Precision::month:  // "197901_02" is a month and a number
            return is_day_text(text) && (!place.is_before_compact || place.part().separator == '.')
                       ? taken(1, Precision::day)
                       : TakenDate{};
        case Precision::day:
            if (text == "to" && whole_date(place.text(1))) return taken(1, Precision::none);
            return time_after_day(place);
        case Precision::time:
            if (text == "to" && whole_date(place.text(1))) return taken(1, Precision::none);
            if (is_marked_clock(text)) return taken(1, Precision::time);
            return is_fraction(place) ? taken(1, Precision::time) : TakenDate{};
    }
    return {};
}

/// What may stand behind a date in one part: nothing, a word after a dash ("-clim"), or the times of IMERG.
TakenDate with_rest(std::string_view rest, Precision precision, std::string_view kept) {
    if (rest.empty()) return taken(1, precision, kept);
    if (rest.front() != '-' || rest.size() == 1) return {};
    rest.remove_prefix(1);
    const std::size_t dash = rest.find('-');
    if (dash != std::string_view::npos && is_marked_clock(rest.substr(0, dash)) &&
        is_marked_clock(rest.substr(dash + 1))) {
        return taken(1, Precision::day, kept);  // minutes of the day may follow
    }
    return is_letter(rest.front()) ? taken(1, precision, kept, rest) : TakenDate{};
}

/// A number is a date only with a plausible year, but where its place shows it: in a range, at the front of FMS's files
/// ("00010101.ocean_month"), as the last part of a history file.
bool is_believable(const WrittenDate& date, const NamePlace& place) {
    if (date.is_plausible()) return true;
    const bool is_of_fms = place.is_first() && date.length == 8 && place.parts.size() > 1 &&
                           place.parts[1].separator == '.' && date.length == place.part().text.size();
    return is_of_fms || (place.is_after_mark && place.is_last());
}

TakenDate at_start(const NamePlace& place) {
    const std::string_view text = place.part().text;
    const auto date = date_at_start(text);
    if (date) {
        const std::size_t range = length_of_range_end(text.substr(date->length), *date);
        const std::string_view rest = text.substr(date->length + range);
        const bool is_bare_year = date->precision == Precision::year && range == 0;
        if ((range > 0 || is_believable(*date, place)) && (!is_bare_year || rest.empty())) {
            TakenDate result = with_rest(rest, date->precision, {});
            result.is_compact = !date->is_dashed;
            if (result.count > 0) return result;
        }
    }
    if (!place.is_first()) return {};
    const std::size_t count = leading_digits(text);
    const auto short_year = date_with_short_year(text.substr(0, count));
    return short_year ? with_rest(text.substr(count), short_year->precision, {}) : TakenDate{};
}

/// The beginning of a range of CYGNSS: "s20200101-000000-e20200101-235959".
bool is_marked_range(std::string_view text) {
    const std::size_t end = text.find("-e");
    return text.size() > 2 && text.front() == 's' && end != std::string_view::npos &&
           whole_date(text.substr(1, end - 1)) && whole_date(text.substr(end + 2));
}

/// "precip-2016-09" -> "precip", "COMBINED-20200101-fv04" -> "COMBINED-fv04". A year alone is the name of an experiment
/// ("control-1950"), but after a frequency ("P1Y-2015").
TakenDate after_dash(const NamePlace& place) {
    const std::string_view text = place.part().text;
    if (is_marked_range(text)) return taken(1, Precision::time);
    for (std::size_t dash = text.find('-'); dash != std::string_view::npos; dash = text.find('-', dash + 1)) {
        const std::string_view kept = text.substr(0, dash);
        if (std::none_of(kept.begin(), kept.end(), is_letter)) continue;
        const std::string_view behind = text.substr(dash + 1);
        const auto date = date_at_start(behind);
        if (!date) {
            if (place.has_date && behind.size() == 9 && is_one_of(behind.front(), "bcRpP") &&
                is_day_number(behind.substr(1))) {
                return taken(1, Precision::none, kept);  // when it was made
            }
            continue;
        }
        const std::size_t range = length_of_range_end(behind.substr(date->length), *date);
        const bool is_bare_year = date->precision == Precision::year && range == 0 && !kept.ends_with("P1Y");
        const bool is_of_mom = kept == "nc" && has_digits(behind, 8);  // ACCESS: "ocean_month.nc-00010131"
        if (is_bare_year || (range == 0 && !date->is_plausible() && !is_of_mom)) continue;
        TakenDate result = with_rest(behind.substr(date->length + range), date->precision, kept);
        result.is_compact = !date->is_dashed;
        if (result.count > 0) return result;
    }
    return {};
}

/// MODIS, GLDAS: "A2020001", "A20200101", "A202001".
TakenDate acquired(const NamePlace& place) {
    const std::string_view text = place.part().text;
    if (place.is_first() || text.size() > 9 || !is_marked_plausible_date(text, 'A')) return {};
    return taken(1, text.size() == 7 ? Precision::month : Precision::day);
}

/// Ocean colour, "A2005009164000.L2_LAC_OC" and "A20050092005016.L3m": the letter is the mission.
TakenDate mission_day(const NamePlace& place) {
    const std::string_view text = place.part().text;
    if (!place.is_first() || text.size() < 8 || !is_letter(text.front()) || !all_digits(text.substr(1))) return {};
    if (place.parts.size() < 2 || place.parts[1].separator != '.') return {};
    const std::string_view digits = text.substr(1);
    const auto day = whole_date(digits.substr(0, 7));
    const bool is_range = digits.size() == 14 && day && whole_date(digits.substr(7));
    const bool is_instant = (digits.size() == 7 || digits.size() == 13) && whole_date(digits);
    return is_range || is_instant ? taken(1, Precision::time, text.substr(0, 1)) : TakenDate{};
}

/// Weather radar, "KTLX20200101_000004": the letters are the station.
TakenDate station_day(const NamePlace& place) {
    const std::string_view text = place.part().text;
    const bool is_named =
        place.is_first() && text.size() == 12 && std::all_of(text.begin(), text.begin() + 4, is_letter);
    if (!is_named || !is_day_number(text.substr(4)) || !date_at_start(text.substr(4))->is_plausible()) return {};
    TakenDate result = taken(1, Precision::day, text.substr(0, 4));
    result.is_compact = true;
    return result;
}

/// When a product was made, after its own date: "_c20200401", "_R20200108", "_b20200101".
TakenDate when_made(const NamePlace& place) {
    const std::string_view text = place.part().text;
    if (!place.has_date || text.size() < 9 || text.size() > 22 || !is_one_of(text.front(), "bcRpP")) return {};
    if (!all_digits(text.substr(1)) || !is_day_number(text.substr(1, 8))) return {};
    return date_at_start(text.substr(1, 8))->is_plausible() ? taken(1, Precision::none) : TakenDate{};
}

/// COSMO: "lffd1979010100", with a letter behind for what is in it.
TakenDate cosmo_hour(const NamePlace& place) {
    const std::string_view text = place.part().text;
    if (!text.starts_with("lffd")) return {};
    const std::size_t count = leading_digits(text.substr(4));
    const auto date = whole_date(text.substr(4, count));
    const bool is_hour = date && date->is_plausible() && date->precision >= Precision::day && text.size() <= count + 5;
    return is_hour ? taken(1, Precision::time, text.substr(0, 4), text.substr(4 + count)) : TakenDate{};
}

/// The Unified Model: "pm1850jan", "pa19810201", and with a letter for the decade "pmh1dec".
TakenDate unified_model(const NamePlace& place) {
    const std::string_view text = place.part().text;
    if (place.part().separator != '.' || text.size() < 6 || text.front() != 'p') return {};
    const auto date = date_at_start(text.substr(2));
    if (date && date->precision >= Precision::month && date->is_plausible()) {
        return with_rest(text.substr(2 + date->length), date->precision, text.substr(0, 2));
    }
    const bool has_decade = text.size() == 7 && is_letter(text[2]) && is_digit(text[3]);
    const bool is_month = has_decade && date_at_start("2000" + std::string(text.substr(4)));
    return is_month ? taken(1, Precision::month, text.substr(0, 2)) : TakenDate{};
}

using Grammar = TakenDate (*)(const NamePlace&);

/// In this order: those that look at several parts before those that would take one of these alone.
constexpr std::array<Grammar, 15> k_grammars{
    announced,  hycom_archive, mom_day,     pair_of_days, day_with_companion, marked_instant, continued, at_start,
    after_dash, acquired,      mission_day, station_day,  cosmo_hour,         unified_model,  when_made,
};

constexpr std::array<std::string_view, 24> k_components{
    "cam",  "cam2",   "clm2", "clm",  "eam", "elm", "pop",  "cice",     "cice5", "cice6",  "mom6", "micom",
    "blom", "mosart", "rtm",  "cism", "ww3", "cpl", "mpas", "mpascice", "mpaso", "mpassi", "datm", "fv3"};

bool is_history_number(std::string_view text) {
    if (text.size() < 2 || text.front() != 'h' || !is_digit(text[1])) return false;
    const std::size_t end = 1 + leading_digits(text.substr(1));
    return end <= 3 && (end == text.size() || (end + 1 == text.size() && is_letter(text[end])));
}

}  // namespace

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

std::vector<NamePart> parts_of_name(std::string_view stem) {
    std::vector<NamePart> parts;
    for (std::size_t begin = 0; begin <= stem.size();) {
        const auto* const separator =
            std::find_if(stem.begin() + begin, stem.end(), [](char c) { return c == '_' || c == '.'; });
        const auto end = static_cast<std::size_t>(separator - stem.begin());
        parts.push_back({stem.substr(begin, end - begin), begin == 0 ? '\0' : stem[begin - 1]});
        begin = end + 1;
    }
    return parts;
}

TakenDate taken_date(const NamePlace& place) {
    if (!has_digit(place.part().text) && !has_digit(place.text(1))) return {};
    for (const Grammar grammar : k_grammars) {
        const TakenDate result = grammar(place);
        if (result.count > 0) return result;
    }
    return {};
}

std::size_t parts_of_case(std::span<const NamePart> parts) {
    constexpr std::array<std::string_view, 7> k_streams{"h", "hi", "hist", "i", "r", "rs", "rst"};
    for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
        if (parts[i].separator != '.') continue;
        const bool is_stream =
            std::find(k_streams.begin(), k_streams.end(), parts[i].text) != k_streams.end() &&
            std::find(k_components.begin(), k_components.end(), parts[i - 1].text) != k_components.end();
        if (is_stream || is_history_number(parts[i].text)) return i + 1;
    }
    return 0;
}

}  // namespace cairn
