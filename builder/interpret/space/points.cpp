#include "builder/interpret/space/points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "builder/cf/words.hpp"
#include "builder/interpret/space/cell_hull.hpp"
#include "builder/interpret/space/cell_places.hpp"
#include "builder/interpret/space/mesh_cells.hpp"
#include "builder/interpret/space/projected.hpp"

namespace cairn {

namespace {

constexpr double k_square_degrees_of_sphere = 41'252.96;
constexpr std::size_t k_least_cells_of_grid = 1000;
constexpr double k_noise_deg = 1e-4;  ///< between the vertices of neighbours, in single precision

/// The vertices around a cell; empty where they are missing.
std::span<const Position> vertices_of(const CellPlaces& cells, std::size_t cell) {
    if (cells.vertices.empty()) return {};
    const std::span<const Position> vertices(&cells.vertices[cell * cells.vertex_count], cells.vertex_count);
    const bool complete = std::all_of(vertices.begin(), vertices.end(),
                                      [](const Position& vertex) { return std::isfinite(vertex.lat_deg); });
    return complete ? vertices : std::span<const Position>();
}

/// Stations may be at 0 0: PIRATA has a buoy there. Cells of a grid that all are were never computed.
bool may_be_zero(const Anatomy& anatomy, const Grid& grid) {
    if (is_discrete(anatomy.dataset())) return true;
    const auto cells = dimension_of_cells(anatomy, grid);
    if (!cells || dimension(anatomy.dataset(), *cells).size == 1) return true;
    const auto axis = anatomy.coordinate_variable(grid.data.group, *cells);
    return axis && anatomy.part(*axis).meaning.axis == Axis::time;
}

void say(const Anatomy& anatomy, const Grid& grid, const CellPlaces& cells, bool uses_vertices, Findings& findings) {
    const std::string names = fmt::format("'{}' and '{}'", qualified_name(anatomy.dataset(), *grid.latitude),
                                          qualified_name(anatomy.dataset(), *grid.longitude));
    findings.add("grid", uses_vertices ? fmt::format("vertices '{}' of {} cells used", cells.bounds_name, cells.places)
                                       : fmt::format("{} places of {} used", cells.places, names));
    if (!cells.bounds_unusable_because.empty()) {
        findings.note(fmt::format("Bounds '{}' of {} are not used: {}.", cells.bounds_name, names,
                                  cells.bounds_unusable_because));
    }
}

}  // namespace

bool is_discrete(const Dataset& dataset) {
    for (const char* name : {"featureType", "CF:featureType", "cdm_data_type"}) {
        const std::string type = to_lower(text_attribute(dataset.groups.front().attributes, name));
        if (!type.empty() && type != "grid") return true;
    }
    return false;
}

std::optional<DimensionId> dimension_of_cells(const Anatomy& anatomy, const Grid& grid) {
    const std::vector<DimensionId>& dimensions = variable_of(anatomy.dataset(), *grid.latitude).dimensions;
    if (dimensions.size() != 1) return std::nullopt;
    const std::vector<DimensionId>& of_data = variable_of(anatomy.dataset(), grid.data).dimensions;
    const bool is_of_data = std::find(of_data.begin(), of_data.end(), dimensions.front()) != of_data.end();
    // Faces may have no places of their own, only those of the nodes.
    return is_of_data || of_data.empty() || !grid.cells ? dimensions.front() : of_data.back();
}

CellsReading read_points(const Anatomy& anatomy, const Grid& grid, Findings& findings) {
    CellsReading reading;
    PlaneSystem plane;
    if (grid.is_projected) plane = plane_system(anatomy, grid, findings, reading.why_not);
    if (!reading.why_not.empty()) return reading;
    const PlaneSystem* in_plane = grid.is_projected ? &plane : nullptr;
    CellPlaces cells = cell_places(anatomy, *grid.latitude, *grid.longitude, in_plane);
    if (cells.vertices.empty()) take_mesh_cells(anatomy, grid, in_plane, cells, findings);
    reading.why_not = cells.why_not;
    reading.is_void = cells.is_void || (cells.are_all_zero && !may_be_zero(anatomy, grid));
    if (reading.is_void && reading.why_not.empty())
        reading.why_not = "all its cells are at 0 0, as models write where they compute no place";
    if (reading.why_not.empty() && cells.places == 0) reading.why_not = "none of its points has a place";
    if (!reading.why_not.empty()) return reading;
    CellHull hull;
    std::size_t with_vertices = 0;
    for (std::size_t i = 0; i < cells.centres.size(); ++i) {
        if (cells.has_place(i) && hull.add_cell(cells.centres[i], vertices_of(cells, i))) ++with_vertices;
    }
    const double cell = std::sqrt(k_square_degrees_of_sphere / static_cast<double>(cells.places));
    const bool is_grid = cells.places >= k_least_cells_of_grid && !is_discrete(anatomy.dataset());
    reading.from_bounds = with_vertices * 2 > cells.places;
    reading.box = hull.box(reading.from_bounds ? k_noise_deg : is_grid ? cell : 0);
    reading.spacing_deg = is_grid ? cell : 0;
    say(anatomy, grid, cells, reading.from_bounds, findings);
    return reading;
}

}  // namespace cairn
