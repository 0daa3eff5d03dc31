#include "builder/interpret/space/curvilinear.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "builder/interpret/space/cell_places.hpp"
#include "builder/interpret/space/lattice.hpp"
#include "builder/interpret/space/projected.hpp"

namespace cairn {

namespace {

void say(const Lattice& lattice, const std::string& names, Findings& findings) {
    const CellPlaces& cells = lattice.cells();
    findings.add("grid", lattice.uses_vertices()
                             ? fmt::format("vertices '{}' used", cells.bounds_name)
                             : fmt::format("centres of cells used, {} degrees apart", lattice.spacing_deg()));
    if (!cells.bounds_unusable_because.empty()) {
        findings.note(fmt::format("Bounds '{}' of {} are not used: {}.", cells.bounds_name, names,
                                  cells.bounds_unusable_because));
    }
    if (cells.skipped > 0) {
        findings.add("grid", fmt::format("{} cells have values that are no place: they are skipped", cells.skipped));
    }
}

bool is_same(const Position& a, const Position& b) {
    const bool both_missing = std::isnan(a.lat_deg) && std::isnan(b.lat_deg);
    return both_missing || a == b;
}

/// Models repeat the places of a grid that does not move for each time (WRF): the first layer is then the grid.
bool keep_first_layer(CellPlaces& cells, std::size_t layer) {
    for (std::size_t i = layer; i < cells.centres.size(); ++i) {
        if (!is_same(cells.centres[i], cells.centres[i - layer])) return false;
    }
    cells.centres.resize(layer);
    cells.vertices.resize(std::min(cells.vertices.size(), layer * cells.vertex_count));
    return true;
}

}  // namespace

CellsReading read_curvilinear(const Anatomy& anatomy, const Grid& grid, Findings& findings) {
    const VariableId latitude = *grid.latitude;
    const VariableId longitude = *grid.longitude;
    CellsReading reading;
    const Dataset& dataset = anatomy.dataset();
    PlaneSystem plane;
    if (grid.is_projected) plane = plane_system(anatomy, grid, findings, reading.why_not);
    if (!reading.why_not.empty()) return reading;
    CellPlaces cells = cell_places(anatomy, latitude, longitude, grid.is_projected ? &plane : nullptr);
    reading.why_not = cells.why_not;
    reading.is_void = cells.is_void || (cells.are_all_zero && cells.places > 1);
    if (reading.is_void && reading.why_not.empty())
        reading.why_not = "all its cells are at 0 0, as models write where they compute no place";
    if (!reading.why_not.empty()) return reading;
    const Variable& lat = variable_of(dataset, latitude);
    const Variable& lon = variable_of(dataset, longitude);
    const Variable& wider = lat.dimensions.size() >= lon.dimensions.size() ? lat : lon;
    const std::size_t columns = dimension(dataset, wider.dimensions.back()).size;
    if (columns == 0 || cells.centres.size() % columns != 0) {
        reading.why_not = "its values do not fill its dimensions";
        return reading;
    }
    const std::size_t rank = wider.dimensions.size();
    const std::size_t rows_of_layer =
        rank < 2 ? 0 : static_cast<std::size_t>(dimension(dataset, wider.dimensions[rank - 2]).size);
    const std::size_t layer = rows_of_layer * columns;
    const bool is_one_layer = layer > 0 && cells.centres.size() % layer == 0 && keep_first_layer(cells, layer);
    const std::size_t rows = cells.centres.size() / columns;
    const Lattice lattice(std::move(cells), rows, columns);
    reading.spacing_deg = lattice.spacing_deg();
    reading.from_bounds = lattice.uses_vertices();
    reading.box = lattice.box();
    if (is_one_layer) {
        if (auto outline = lattice.outline(anatomy.outline_tolerance_deg()))
            reading.outline = std::make_shared<const Outline>(std::move(*outline));
    }
    say(lattice, fmt::format("'{}' and '{}'", qualified_name(dataset, latitude), qualified_name(dataset, longitude)),
        findings);
    return reading;
}

}  // namespace cairn
