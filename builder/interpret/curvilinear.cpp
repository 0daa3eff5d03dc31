#include "builder/interpret/curvilinear.hpp"

#include <fmt/format.h>

#include <utility>

#include "builder/interpret/cell_places.hpp"
#include "builder/interpret/lattice.hpp"

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

}  // namespace

CellsReading read_curvilinear(const Anatomy& anatomy, VariableId latitude, VariableId longitude, Findings& findings) {
    CellsReading reading;
    const Dataset& dataset = anatomy.dataset();
    CellPlaces cells = cell_places(anatomy, latitude, longitude);
    reading.why_not = cells.why_not;
    if (!reading.why_not.empty()) return reading;
    const Variable& lat = variable_of(dataset, latitude);
    const Variable& lon = variable_of(dataset, longitude);
    const Variable& wider = lat.dimensions.size() >= lon.dimensions.size() ? lat : lon;
    const std::size_t columns = dimension(dataset, wider.dimensions.back()).size;
    if (columns == 0 || cells.centres.size() % columns != 0) {
        reading.why_not = "its values do not fill its dimensions";
        return reading;
    }
    const std::size_t rows = cells.centres.size() / columns;
    const Lattice lattice(std::move(cells), rows, columns);
    reading.spacing_deg = lattice.spacing_deg();
    reading.from_bounds = lattice.uses_vertices();
    reading.box = lattice.box();
    const bool is_one_layer =
        wider.dimensions.size() > 1 && dimension(dataset, wider.dimensions[wider.dimensions.size() - 2]).size == rows;
    if (is_one_layer) {
        if (auto outline = lattice.outline()) reading.outline = std::make_shared<const Outline>(std::move(*outline));
    }
    say(lattice, fmt::format("'{}' and '{}'", qualified_name(dataset, latitude), qualified_name(dataset, longitude)),
        findings);
    return reading;
}

}  // namespace cairn
