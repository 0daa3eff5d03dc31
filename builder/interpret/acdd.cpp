#include "builder/interpret/acdd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "builder/interpret/time_units.hpp"
#include "builder/interpret/words.hpp"

namespace cairn {

namespace {

constexpr double k_least_tolerance_deg = 0.01;
constexpr std::int64_t k_tolerance_us = k_microseconds_per_day;  // claims are often whole days

using Attributes = std::vector<Attribute>;

std::optional<double> claimed_number(const Attributes& attributes, const char* name) {
    const std::vector<double> numbers = attribute_numbers(attributes, name);
    if (numbers.empty() || !std::isfinite(numbers.front())) return std::nullopt;
    return numbers.front();
}

void compare_edge(const Attributes& attributes, const char* name, double found, double distance_limit, bool circular,
                  Findings& findings) {
    const auto claimed = claimed_number(attributes, name);
    if (!claimed) return;
    const double difference = circular ? std::remainder(*claimed - found, 360) : *claimed - found;
    if (std::abs(difference) <= distance_limit) return;
    findings.note(fmt::format("Global attribute {} says {}, the coordinates say {}: the coordinates are used.", name,
                              number_text(*claimed), number_text(std::round(found * 1e6) / 1e6)));
}

void compare_space(const Attributes& attributes, const SpaceReading& space, Findings& findings) {
    const Box& box = *space.footprint.box;
    const double limit = std::max(k_least_tolerance_deg, 1.01 * space.spacing_deg);
    compare_edge(attributes, "geospatial_lat_min", box.lat.south_deg, limit, false, findings);
    compare_edge(attributes, "geospatial_lat_max", box.lat.north_deg, limit, false, findings);
    const auto west = claimed_number(attributes, "geospatial_lon_min");
    const auto east = claimed_number(attributes, "geospatial_lon_max");
    // 0 to 360, -180 to 180 and 0.5 to 359.5 all mean the globe.
    if (box.lon.is_full() && west && east && std::abs(*east - *west) >= 360 - limit) return;
    compare_edge(attributes, "geospatial_lon_min", box.lon.west_deg(), limit, true, findings);
    compare_edge(attributes, "geospatial_lon_max", box.lon.east_deg(), limit, true, findings);
}

/// A claim that is not wholly a date may begin with one ("1998-01-31:00.00").
std::optional<UtcInstant> claimed_instant(const std::string& text) {
    std::string why_not;
    auto microseconds = parse_date_time(text, Calendar::proleptic_gregorian, why_not);
    if (!microseconds) microseconds = parse_date_time(text.substr(0, 10), Calendar::proleptic_gregorian, why_not);
    if (!microseconds) return std::nullopt;
    return UtcInstant{*microseconds};
}

void compare_instant(const Attributes& attributes, const char* name, UtcInstant found, Findings& findings) {
    const std::string text = text_attribute(attributes, name);
    if (text.empty()) return;
    const auto claimed = claimed_instant(text);
    if (!claimed) {
        findings.add("attributes", fmt::format("{} '{}' is not a date", name, text));
        return;
    }
    if (std::abs(claimed->microseconds - found.microseconds) <= k_tolerance_us) return;
    // The note of an item counts the files that have it, so it names the claim, which they share, and not each file's
    // time.
    findings.note(
        fmt::format("Global attribute {} says {}, which contradicts the time coordinates: they are used.", name, text));
    findings.add("attributes", fmt::format("{} says {}, the coordinates {}", name, text, to_rfc3339(found)));
}

void say_unused(const Attributes& attributes, std::initializer_list<const char*> names, std::string& reason) {
    std::string present;
    for (const char* name : names) {
        if (find_attribute(attributes, name) != nullptr) present += (present.empty() ? "" : ", ") + std::string(name);
    }
    if (!present.empty()) reason += fmt::format(" (global attributes {} exist and are not used)", present);
}

}  // namespace

void compare_with_attributes(const Dataset& dataset, const SpaceReading& space, Granule& granule, Findings& findings) {
    if (dataset.groups.empty()) return;
    const Attributes& attributes = dataset.groups.front().attributes;
    if (granule.footprint.box) {
        compare_space(attributes, space, findings);
    } else {
        say_unused(attributes, {"geospatial_lat_min", "geospatial_lon_min", "geospatial_bounds"},
                   granule.footprint.reason);
    }
    if (granule.time.interval) {
        compare_instant(attributes, "time_coverage_start", granule.time.interval->start, findings);
        compare_instant(attributes, "time_coverage_end", granule.time.interval->end, findings);
    } else {
        say_unused(attributes, {"time_coverage_start", "time_coverage_end"}, granule.time.reason);
    }
}

}  // namespace cairn
