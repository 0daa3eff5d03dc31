#include "builder/interpret/footprint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <string>
#include <vector>

#include "builder/interpret/latitude.hpp"
#include "builder/interpret/longitude.hpp"
#include "builder/interpret/words.hpp"

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

/// The boxes of rectilinear grids. Grids share axes: each axis is read once.
class BoxReader {
  public:
    BoxReader(const Anatomy& anatomy, Findings& findings) : m_anatomy(anatomy), m_findings(findings) {}

    SpaceReading read(const Grid& grid) {
        const LatCoverage& lat = latitude(*grid.latitude);
        const LonCoverage& lon = longitude(*grid.longitude);
        SpaceReading reading;
        if (!lat.interval) {
            reading.footprint.reason = fmt::format("latitude '{}': {}", name_of(*grid.latitude), lat.why_not);
        } else if (lon.interval.is_empty()) {
            reading.footprint.reason = fmt::format("longitude '{}': {}", name_of(*grid.longitude), lon.why_not);
        } else if (is_placeholder(lon)) {
            reading.footprint.reason = fmt::format(
                "longitude '{}': its one value is 0 and has no bounds, as tools write for a mean over all longitudes "
                "or over an area",
                name_of(*grid.longitude));
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

  private:
    std::string name_of(VariableId id) const { return qualified_name(m_anatomy.dataset(), id); }

    const LatCoverage& latitude(VariableId id) {
        const auto [known, is_new] = m_latitudes.try_emplace(id);
        if (!is_new) return known->second;
        LatCoverage& coverage = known->second;
        const Cells cells = cells_in_degrees(m_anatomy, id);
        coverage.why_not = why_empty(cells);
        if (coverage.why_not.empty()) coverage = latitude_coverage(cells);
        if (coverage.interval) say("latitude", id, cells, coverage.from_bounds, coverage.explanation);
        return coverage;
    }

    const LonCoverage& longitude(VariableId id) {
        const auto [known, is_new] = m_longitudes.try_emplace(id);
        if (!is_new) return known->second;
        LonCoverage& coverage = known->second;
        const Cells cells = cells_in_degrees(m_anatomy, id);
        coverage.why_not = why_empty(cells);
        if (coverage.why_not.empty()) coverage = longitude_coverage(cells);
        if (coverage.interval.is_empty()) return coverage;
        say("longitude", id, cells, coverage.from_bounds, coverage.explanation);
        if (coverage.interval.is_full())
            m_findings.add("longitude", fmt::format("'{}' goes round the globe", name_of(id)));
        return coverage;
    }

    static bool is_placeholder(const LonCoverage& lon) {
        return !lon.from_bounds && lon.interval == LonInterval::between(0, 0);
    }

    static std::string why_empty(const Cells& cells) {
        if (!cells.unavailable_because.empty()) return "its values are not available: " + cells.unavailable_because;
        return cells.centres.empty() ? "it has no values (a dimension of length 0)" : "";
    }

    void say(const char* about, VariableId id, const Cells& cells, bool from_bounds, const std::string& explanation) {
        const std::string bounds =
            cells.bounds_name.empty() ? "no bounds" : fmt::format("bounds '{}' not used", cells.bounds_name);
        m_findings.add(about, from_bounds ? fmt::format("'{}': bounds '{}' used", name_of(id), cells.bounds_name)
                                          : fmt::format("'{}': {}, its {} values are used", name_of(id), bounds,
                                                        cells.centres.size()));
        if (!explanation.empty()) m_findings.note(fmt::format("For {} '{}', {}.", about, name_of(id), explanation));
        if (!cells.bounds_unusable_because.empty()) {
            m_findings.note(fmt::format("Bounds '{}' of {} '{}' are not used: {}.", cells.bounds_name, about,
                                        name_of(id), cells.bounds_unusable_because));
        }
    }

    const Anatomy& m_anatomy;
    Findings& m_findings;
    std::map<VariableId, LatCoverage> m_latitudes;
    std::map<VariableId, LonCoverage> m_longitudes;
};

std::string why_no_grid(const Anatomy& anatomy) {
    for (const VariableId id : anatomy.variables()) {
        const Axis axis = anatomy.part(id).meaning.axis;
        if (axis != Axis::latitude && axis != Axis::longitude) continue;
        return fmt::format("no data variable has a latitude and a longitude; {} '{}' belongs to none of them",
                           name_of(axis), qualified_name(anatomy.dataset(), id));
    }
    return "no latitude and longitude coordinates";
}

/// Grids without one of the two axes count only when there is nothing better: profiles along a latitude stand beside
/// maps in many files.
std::vector<Grid> grids_that_count(std::vector<Grid> grids) {
    const auto is_partial = [](const Grid& grid) {
        return grid.kind == GridKind::no_latitude || grid.kind == GridKind::no_longitude;
    };
    if (!std::all_of(grids.begin(), grids.end(), is_partial)) {
        grids.erase(std::remove_if(grids.begin(), grids.end(), is_partial), grids.end());
    }
    return grids;
}

void add_box(SpaceReading& total, const SpaceReading& added) {
    if (!total.footprint.box) {
        total = added;
        return;
    }
    const std::vector<Box> boxes{*total.footprint.box, *added.footprint.box};
    total.footprint.box = hull(boxes);
    total.footprint.evidence = std::max(total.footprint.evidence, added.footprint.evidence);
    if (total.footprint.reason.empty()) total.footprint.reason = added.footprint.reason;
    total.spacing_deg = std::max(total.spacing_deg, added.spacing_deg);
}

SpaceReading without_box(std::string reason) {
    SpaceReading reading;
    reading.footprint.reason = std::move(reason);
    return reading;
}

/// One sentence for each kind of grid that has no box on its axes; empty when all are rectilinear.
std::string describe_other_kinds(const std::vector<Grid>& grids) {
    std::string descriptions;
    std::set<GridKind> said{GridKind::rectilinear};
    for (const Grid& grid : grids) {
        if (said.insert(grid.kind).second) descriptions += (descriptions.empty() ? "" : "; ") + grid.description;
    }
    return descriptions;
}

SpaceReading read_grids(const Anatomy& anatomy, const std::vector<Grid>& grids, Findings& findings) {
    if (grids.empty()) return without_box(why_no_grid(anatomy));
    std::string other_kinds = describe_other_kinds(grids);
    if (!other_kinds.empty()) return without_box(std::move(other_kinds));
    SpaceReading total;
    BoxReader reader(anatomy, findings);
    for (const Grid& grid : grids) {
        const SpaceReading reading = reader.read(grid);
        if (!reading.footprint.box) return reading;
        add_box(total, reading);
    }
    return total;
}

}  // namespace

SpaceReading read_space(const Anatomy& anatomy, Findings& findings) {
    SpaceReading reading = read_grids(anatomy, grids_that_count(find_grids(anatomy, findings)), findings);
    if (reading.footprint.box) {
        const auto [west, south, east, north] = bbox_of(*reading.footprint.box);
        findings.add("footprint", fmt::format("west {}, south {}, east {}, north {} ({})", west, south, east, north,
                                              name_of(reading.footprint.evidence)));
    } else {
        findings.add("footprint", "no box: " + reading.footprint.reason);
    }
    return reading;
}

}  // namespace cairn
