#include "builder/quicklook/places.hpp"

#include <algorithm>
#include <cmath>

#include "builder/cf/names.hpp"
#include "builder/interpret/space/cell_places.hpp"
#include "builder/interpret/space/cells.hpp"
#include "builder/interpret/space/mesh_cells.hpp"
#include "builder/interpret/space/projected.hpp"

namespace cairn::quicklook {

namespace {

/// As many places of one dimension as no mesh that covers an area has.
constexpr std::size_t k_most_dots = 400;

Places on_axes(const Anatomy& anatomy, const MapChoice& choice, VariableId y, VariableId x, bool is_earth) {
    Places places;
    places.is_earth = is_earth;
    places.has_axes = true;
    const Cells rows = cells_of(anatomy, y, Float32As::exact);
    const Cells columns = cells_of(anatomy, x, Float32As::exact);
    places.why_not = rows.centres.empty() ? rows.unavailable_because : columns.unavailable_because;
    places.y = rows.centres;
    places.x = columns.centres;
    if (places.why_not.empty() && (places.x.empty() || places.y.empty())) places.why_not = "an axis without values";
    const Dataset& dataset = anatomy.dataset();
    const Variable& drawn = variable_of(dataset, choice.variable);
    const auto& own = variable_of(dataset, x).dimensions;
    places.is_x_first = !own.empty() && drawn.dimensions[choice.axes.front()] == own.front();
    return places;
}

Places of_cells(const Anatomy& anatomy, const MapChoice& choice) {
    Places places;
    const Grid& grid = choice.grid;
    const Variable& drawn = variable_of(anatomy.dataset(), choice.variable);
    const auto& of_places = variable_of(anatomy.dataset(), *grid.latitude).dimensions;
    std::vector<DimensionId> own;
    for (const std::size_t axis : choice.axes) own.push_back(drawn.dimensions[axis]);
    if (own != of_places && of_places.size() > 1) {
        places.why_not = "its dimensions have another order than those of its coordinates";
        return places;
    }
    Findings findings;
    const PlaneSystem plane = grid.is_projected ? plane_system(anatomy, grid, findings, places.why_not) : PlaneSystem{};
    if (!places.why_not.empty()) return places;
    const PlaneSystem* used = grid.is_projected ? &plane : nullptr;
    CellPlaces cells = cell_places(anatomy, *grid.latitude, *grid.longitude, used);
    if (grid.kind == GridKind::mesh) take_mesh_cells(anatomy, grid, used, cells, findings);
    places.why_not = cells.why_not;
    places.x.reserve(cells.centres.size());
    places.y.reserve(cells.centres.size());
    for (const Position& centre : cells.centres) {
        places.x.push_back(centre.lon_deg);
        places.y.push_back(centre.lat_deg);
    }
    places.are_dots = grid.kind == GridKind::points && places.x.size() <= k_most_dots;
    return places;
}

Places of_healpix(const Anatomy& anatomy, const MapChoice& choice) {
    Places places;
    places.healpix = healpix_cells(anatomy, choice.grid, places.why_not);
    return places;
}

Places found_places(const Anatomy& anatomy, const MapChoice& choice) {
    const Grid& grid = choice.grid;
    if (grid.kind == GridKind::healpix) return of_healpix(anatomy, choice);
    if (grid.kind == GridKind::rectilinear) return on_axes(anatomy, choice, *grid.latitude, *grid.longitude, true);
    if (grid.kind == GridKind::projected || grid.kind == GridKind::rotated_pole)
        return on_axes(anatomy, choice, *grid.y, *grid.x, false);
    return of_cells(anatomy, choice);
}

}  // namespace

Places places_of(const Dataset& dataset, const MapChoice& choice) {
    const Anatomy anatomy(dataset);
    Places places = found_places(anatomy, choice);
    if (!places.why_not.empty()) return places;
    std::uint64_t cells = 1;
    const Variable& drawn = variable_of(dataset, choice.variable);
    for (const std::size_t axis : choice.axes) cells *= dimension(dataset, drawn.dimensions[axis]).size;
    if (places.cells() != cells) places.why_not = "its coordinates have another number of cells than its values";
    return places;
}

}  // namespace cairn::quicklook
