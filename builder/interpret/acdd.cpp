#include "builder/interpret/acdd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "builder/cf/calendar.hpp"
#include "builder/cf/time_units.hpp"
#include "builder/cf/words.hpp"

namespace cairn {

namespace {

using Attributes = std::vector<Attribute>;

/// As parse_date_period, or in any other spelling of an instant. A text that is not wholly a date may begin with one
/// ("1998-01-31:00.00").
std::optional<DatePeriod> period_in(const std::string& text) {
    if (const auto period = parse_date_period(text)) return period;
    std::string why_not;
    if (const auto instant = parse_date_time(text, Calendar::proleptic_gregorian, why_not)) {
        const UtcInstant utc{*instant};
        if (is_writable(utc)) return DatePeriod{{utc, utc}, 0};
    }
    return parse_date_period(std::string_view(text).substr(0, 10));
}

std::optional<ClaimedDate> claimed_date(const Attributes& attributes, const char* name) {
    const std::string text = text_attribute(attributes, name);
    const auto period = text.empty() ? std::nullopt : period_in(text);
    return period ? std::optional(ClaimedDate{name, text, *period}) : std::nullopt;
}

/// "P1Y2M3DT4H5M6S", "P2W"; months and days apart, since months have no one length.
struct Duration {
    std::int64_t months = 0;
    std::int64_t seconds = 0;
};

std::optional<Duration> parse_duration(std::string_view text) {
    if (text.size() < 3 || text.front() != 'P') return std::nullopt;
    Duration duration;
    bool is_clock = false;
    for (text.remove_prefix(1); !text.empty();) {
        if (text.front() == 'T' && !is_clock) {
            is_clock = true;
            text.remove_prefix(1);
            continue;
        }
        std::int64_t count = 0;
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
        const auto length = static_cast<std::size_t>(parsed.ptr - text.data());
        constexpr std::int64_t k_largest = 10'000'000'000;  // seconds of 300 years; sums of six fit 64 bits
        if (parsed.ec != std::errc() || length == text.size() || count < 0 || count > k_largest) return std::nullopt;
        const char unit = text[length];
        text.remove_prefix(length + 1);
        if (!is_clock && (unit == 'Y' || unit == 'M')) {
            duration.months += unit == 'Y' ? 12 * count : count;
        } else if (!is_clock && (unit == 'W' || unit == 'D')) {
            duration.seconds += 86'400 * (unit == 'W' ? 7 * count : count);
        } else if (is_clock && (unit == 'H' || unit == 'M' || unit == 'S')) {
            duration.seconds += (unit == 'H' ? 3'600 : unit == 'M' ? 60 : 1) * count;
        } else {
            return std::nullopt;
        }
    }
    return duration;
}

/// From an instant to another that is later (`sign` 1) or earlier (-1).
std::optional<UtcInterval> with_end(UtcInstant instant, const Duration& duration, int sign) {
    constexpr std::int64_t k_most_months = 12 * 10'000;
    constexpr std::int64_t k_most_seconds = 10'000 * 366LL * 86'400;
    if (duration.months > k_most_months || duration.seconds > k_most_seconds) return std::nullopt;
    const Calendar calendar = Calendar::proleptic_gregorian;
    const std::int64_t days = floor_div(instant.microseconds, k_microseconds_per_day);
    const CalendarDate date = add_months(calendar, date_from_days(calendar, days), sign * duration.months);
    const UtcInstant other{days_from_date(calendar, date) * k_microseconds_per_day +
                           floor_mod(instant.microseconds, k_microseconds_per_day) +
                           sign * duration.seconds * k_microseconds_per_second};
    if (!is_writable(other)) return std::nullopt;
    return UtcInterval{std::min(instant, other), std::max(instant, other)};
}

constexpr double k_belt_begin_deg = 350;
constexpr double k_same_deg = 1e-6;

struct Edges {
    double west;
    double south;
    double east;
    double north;
};

/// `resolution_deg`: what one more column adds, 0 when it is not known.
BoxClaim checked(const Edges& edges, double resolution_deg) {
    const auto [west, south, east, north] = edges;
    if (south < -90 || north > 90 || std::abs(west) > 360 || std::abs(east) > 360) {
        return {{}, fmt::format("{} to {} north, {} to {} east is not on the Earth", south, north, west, east)};
    }
    if (south > north) return {{}, fmt::format("the south, {}, is north of the north, {}", south, north)};
    const bool crosses = west > 0 && east < 0 && west <= 180 && east >= -180 && east + 360 - west <= 180;
    if (west > east && !crosses) return {{}, fmt::format("the west, {}, is east of the east, {}", west, east)};
    const double width = east - west + (crosses ? 360 : 0);
    if (width < k_same_deg || north - south < k_same_deg) return {{}, "they are a point or a line"};
    const bool is_full = width + resolution_deg >= 360 - k_same_deg;
    if (width > 360 + k_same_deg || (width > k_belt_begin_deg && !is_full)) {
        return {{},
                fmt::format("longitudes {} to {} go round the Earth but for a gap, as those of a part do that "
                            "crosses 0 or 180 degrees",
                            west, east)};
    }
    return {Box{is_full ? LonInterval::full() : LonInterval::between(west, west + width), {south, north}}, {}};
}

bool is_in_degrees(const Attributes& attributes, const char* name) {
    const std::string units = to_lower(text_attribute(attributes, name));
    return units.empty() || units.starts_with("degree") || units.starts_with("deg_") || units == "deg";
}

/// All pairs of numbers of one POLYGON, without looking at its rings: the envelope is theirs.
std::optional<std::vector<std::pair<double, double>>> pairs_of_polygon(std::string_view wkt) {
    constexpr std::size_t k_most = 10'000;
    const std::string lower = to_lower(wkt);
    const std::size_t begin = lower.find('(');
    if (!lower.starts_with("polygon") || begin == std::string::npos) return std::nullopt;
    std::vector<std::pair<double, double>> pairs;
    std::string plain = lower.substr(begin);
    std::replace_if(
        plain.begin(), plain.end(), [](char c) { return c == '(' || c == ')'; }, ' ');
    for (std::size_t at = 0; at < plain.size() && pairs.size() < k_most;) {
        const std::size_t end = std::min(plain.find(',', at), plain.size());
        const std::vector<std::string> words = words_of(std::string_view(plain).substr(at, end - at));
        at = end + 1;
        std::vector<double> numbers;
        for (const std::string& word : words) {
            double value = 0;
            const auto parsed = std::from_chars(word.data(), word.data() + word.size(), value);
            if (parsed.ec != std::errc() || parsed.ptr != word.data() + word.size()) return std::nullopt;
            numbers.push_back(value);
        }
        if (numbers.size() < 2 || numbers.size() > 4) return std::nullopt;
        pairs.emplace_back(numbers[0], numbers[1]);
    }
    return pairs.size() >= 3 ? std::optional(pairs) : std::nullopt;
}

/// EPSG:4326, ACDD's default, has latitude first; many files have longitude first. Only what is possible one way is
/// used.
BoxClaim box_of_wkt(const std::string& wkt) {
    const auto pairs = pairs_of_polygon(wkt);
    if (!pairs) return {{}, "geospatial_bounds is no POLYGON in WKT"};
    const auto [first_low, first_high] = std::minmax_element(
        pairs->begin(), pairs->end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto [second_low, second_high] = std::minmax_element(
        pairs->begin(), pairs->end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    const BoxClaim lon_first =
        checked({first_low->first, second_low->second, first_high->first, second_high->second}, 0);
    const BoxClaim lat_first =
        checked({second_low->second, first_low->first, second_high->second, first_high->first}, 0);
    if (lon_first.box && lat_first.box && !(lon_first.box == lat_first.box)) {
        return {{}, "in geospatial_bounds longitude or latitude may come first"};
    }
    return lon_first.box ? lon_first : lat_first;
}

bool are_alike(const Box& a, const Box& b) {
    constexpr double k_limit_deg = 1;
    const auto near = [](double x, double y) { return std::abs(std::remainder(x - y, 360)) <= k_limit_deg; };
    const bool same_lon = (a.lon.is_full() && b.lon.is_full()) ||
                          (near(a.lon.west_deg(), b.lon.west_deg()) && near(a.lon.east_deg(), b.lon.east_deg()));
    return same_lon && near(a.lat.south_deg, b.lat.south_deg) && near(a.lat.north_deg, b.lat.north_deg);
}

}  // namespace

std::optional<double> claimed_edge(const Attributes& attributes, const char* name) {
    const std::vector<double> numbers = attribute_numbers(attributes, name);
    if (numbers.empty() || !std::isfinite(numbers.front())) return std::nullopt;
    return numbers.front();
}

TimeClaim time_claim(const Attributes& attributes) {
    TimeClaim claim;
    claim.start = claimed_date(attributes, "time_coverage_start");
    claim.end = claimed_date(attributes, "time_coverage_end");
    const auto duration = parse_duration(text_attribute(attributes, "time_coverage_duration"));
    if (claim.start && claim.end) {
        claim.interval = UtcInterval{claim.start->period.interval.start, claim.end->period.interval.end};
    } else if (claim.start && duration) {
        claim.interval = with_end(claim.start->period.interval.start, *duration, 1);
    } else if (claim.end && duration) {
        claim.interval = with_end(claim.end->period.interval.end, *duration, -1);
    }
    const bool exist = find_attribute(attributes, "time_coverage_start") != nullptr ||
                       find_attribute(attributes, "time_coverage_end") != nullptr;
    if (exist && !claim.interval) claim.unusable_because = "they do not give a start and an end that are dates";
    if (claim.interval && claim.interval->end < claim.interval->start) {
        claim.unusable_because = fmt::format("the end, {}, is before the start, {}", to_rfc3339(claim.interval->end),
                                             to_rfc3339(claim.interval->start));
        claim.interval.reset();
    }
    return claim;
}

BoxClaim box_claim(const Attributes& attributes) {
    const auto west = claimed_edge(attributes, "geospatial_lon_min");
    const auto south = claimed_edge(attributes, "geospatial_lat_min");
    const auto east = claimed_edge(attributes, "geospatial_lon_max");
    const auto north = claimed_edge(attributes, "geospatial_lat_max");
    const std::string wkt = text_attribute(attributes, "geospatial_bounds");
    const bool has_all = west && south && east && north;
    if (!has_all && wkt.empty()) {
        return {{}, west || south || east || north ? "one of the four edges is absent or no number" : ""};
    }
    if (!has_all) return box_of_wkt(wkt);
    if (!is_in_degrees(attributes, "geospatial_lat_units") || !is_in_degrees(attributes, "geospatial_lon_units")) {
        return {{}, "they are not in degrees"};
    }
    const double resolution = std::abs(claimed_edge(attributes, "geospatial_lon_resolution").value_or(0));
    BoxClaim claim = checked({*west, *south, *east, *north}, resolution);
    if (!claim.box || wkt.empty()) return claim;
    const BoxClaim other = box_of_wkt(wkt);
    if (other.box && !are_alike(*claim.box, *other.box)) {
        return {{}, "geospatial_bounds contradicts geospatial_lat_min and its companions"};
    }
    return claim;
}

}  // namespace cairn
