#include "builder/interpret/space/rectilinear.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "builder/cf/words.hpp"
#include "builder/interpret/space/points.hpp"

namespace cairn {

namespace {

Cells to_degrees(Cells cells) {
    constexpr double k_degrees_per_radian = 180 / std::numbers::pi;
    // Ten decimals: the product with a rounded pi must not put a pole at 90.00000000000001.
    const auto convert = [](double value) { return std::round(value * k_degrees_per_radian * 1e10) / 1e10; };
    for (double& value : cells.centres) value = convert(value);
    for (auto& [first, second] : cells.bounds) {
        first = convert(first);
        second = convert(second);
    }
    return cells;
}

Cells cells_in_degrees(const Anatomy& anatomy, VariableId coordinate) {
    Cells cells = cells_of(anatomy, coordinate, Float32As::shortest_decimal);
    const bool radians = is_radians(text_attribute(variable_of(anatomy.dataset(), coordinate).attributes, "units"));
    return radians ? to_degrees(std::move(cells)) : cells;
}

/// One longitude of 0 on a dimension, beside many latitudes or that of 0: a mean over all longitudes or over an area,
/// as CDO writes it. The scalar place of a station and a column at Greenwich are places.
bool is_placeholder(const Dataset& dataset, const Grid& grid, const LatCoverage& lat, const LonCoverage& lon) {
    if (lon.from_bounds || !(lon.interval == LonInterval::between(0, 0)) || is_discrete(dataset)) return false;
    if (variable_of(dataset, *grid.longitude).dimensions.empty()) return false;
    const bool is_one_latitude = element_count(dataset, variable_of(dataset, *grid.latitude)) == 1;
    return !is_one_latitude || *lat.interval == LatInterval{0, 0};
}

std::string why_empty(const Cells& cells) {
    if (!cells.unavailable_because.empty()) return "its values are not available: " + cells.unavailable_because;
    return cells.centres.empty() ? "it has no values (a dimension of length 0)" : "";
}

}  // namespace

SpaceReading BoxReader::read(const Grid& grid) {
    const LatCoverage& lat = latitude(*grid.latitude);
    const LonCoverage& lon = longitude(*grid.longitude);
    SpaceReading reading;
    reading.is_void = lat.is_void || lon.is_void;
    if (!lat.interval) {
        reading.footprint.reason =
            fmt::format("latitude '{}': {}", qualified_name(m_anatomy.dataset(), *grid.latitude), lat.why_not);
    } else if (lon.interval.is_empty()) {
        reading.footprint.reason =
            fmt::format("longitude '{}': {}", qualified_name(m_anatomy.dataset(), *grid.longitude), lon.why_not);
    } else if (is_placeholder(m_anatomy.dataset(), grid, lat, lon)) {
        reading.footprint.reason = fmt::format(
            "longitude '{}': its one value is 0 and has no bounds, as tools write for a mean over all longitudes "
            "or over an area",
            qualified_name(m_anatomy.dataset(), *grid.longitude));
    } else {
        reading.footprint.box = Box{lon.interval, *lat.interval};
        reading.footprint.evidence = !grid.guess.empty()                  ? Evidence::guess
                                     : lat.from_bounds && lon.from_bounds ? Evidence::bounds
                                                                          : Evidence::coordinates;
        reading.footprint.reason = grid.guess;
        reading.spacing_deg = std::max(lat.spacing_deg, lon.spacing_deg);
    }
    return reading;
}

const LatCoverage& BoxReader::latitude(VariableId id) {
    const auto [known, is_new] = m_latitudes.try_emplace(id);
    if (!is_new) return known->second;
    LatCoverage& coverage = known->second;
    const Cells cells = cells_in_degrees(m_anatomy, id);
    coverage.why_not = why_empty(cells);
    if (coverage.why_not.empty()) coverage = latitude_coverage(cells, m_anatomy.half_cells());
    if (coverage.interval) say("latitude", id, cells, coverage.from_bounds, coverage.explanation);
    return coverage;
}

const LonCoverage& BoxReader::longitude(VariableId id) {
    const auto [known, is_new] = m_longitudes.try_emplace(id);
    if (!is_new) return known->second;
    LonCoverage& coverage = known->second;
    const Cells cells = cells_in_degrees(m_anatomy, id);
    coverage.why_not = why_empty(cells);
    if (coverage.why_not.empty()) coverage = longitude_coverage(cells, m_anatomy.half_cells());
    if (coverage.interval.is_empty()) return coverage;
    say("longitude", id, cells, coverage.from_bounds, coverage.explanation);
    if (coverage.interval.is_full())
        m_findings.add("longitude", fmt::format("'{}' goes round the globe", qualified_name(m_anatomy.dataset(), id)));
    return coverage;
}

void BoxReader::say(const char* about, VariableId id, const Cells& cells, bool from_bounds,
                    const std::string& explanation) {
    const std::string bounds =
        cells.bounds_name.empty() ? "no bounds" : fmt::format("bounds '{}' not used", cells.bounds_name);
    m_findings.add(
        about, from_bounds
                   ? fmt::format("'{}': bounds '{}' used", qualified_name(m_anatomy.dataset(), id), cells.bounds_name)
                   : fmt::format("'{}': {}, its {} values are used", qualified_name(m_anatomy.dataset(), id), bounds,
                                 cells.centres.size()));
    if (!explanation.empty())
        m_findings.note(fmt::format("For {} '{}', {}.", about, qualified_name(m_anatomy.dataset(), id), explanation));
    if (!cells.bounds_unusable_because.empty()) {
        m_findings.note(fmt::format("Bounds '{}' of {} '{}' are not used: {}.", cells.bounds_name, about,
                                    qualified_name(m_anatomy.dataset(), id), cells.bounds_unusable_because));
    }
}

}  // namespace cairn
