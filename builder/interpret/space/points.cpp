#include "builder/interpret/space/points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "builder/cf/words.hpp"
#include "builder/interpret/space/boundary.hpp"
#include "builder/interpret/space/cell_places.hpp"

namespace cairn {

namespace {

constexpr double k_square_degrees_of_sphere = 41'252.96;
constexpr std::size_t k_least_cells_of_grid = 1000;
constexpr double k_at_pole_deg = 90 - 1e-6;  ///< where a longitude means nothing
constexpr double k_noise_deg = 1e-4;         ///< between the vertices of neighbours, in single precision

void extend(LatInterval& lat, double lat_deg) {
    lat = {std::min(lat.south_deg, lat_deg), std::max(lat.north_deg, lat_deg)};
}

/// The vertices around a cell; empty where they are missing or span half the globe without a pole within.
std::span<const Position> vertices_of(const CellPlaces& cells, std::size_t cell) {
    if (cells.vertices.empty()) return {};
    const std::span<const Position> vertices(&cells.vertices[cell * cells.vertex_count], cells.vertex_count);
    const bool complete = std::all_of(vertices.begin(), vertices.end(),
                                      [](const Position& vertex) { return std::isfinite(vertex.lat_deg); });
    return complete ? vertices : std::span<const Position>();
}

/// The walk around a cell, without the vertices at a pole.
std::vector<Position> walk_around(std::span<const Position> vertices) {
    std::vector<Position> walk;
    std::copy_if(vertices.begin(), vertices.end(), std::back_inserter(walk),
                 [](const Position& vertex) { return std::abs(vertex.lat_deg) < k_at_pole_deg; });
    return walk;
}

class Points {
  public:
    explicit Points(const CellPlaces& cells) : m_cells(cells) {
        for (std::size_t i = 0; i < cells.centres.size(); ++i) {
            if (cells.has_place(i)) add(i);
        }
    }

    Box box(double closing_gap_deg) const {
        LonInterval lon = hull(m_arcs);
        if (lon.is_empty() || 360 - lon.width_deg() <= closing_gap_deg) lon = LonInterval::full();
        return {m_holds_pole ? LonInterval::full() : lon, m_lat};
    }

    std::size_t count() const { return m_count; }
    bool has_cells() const { return m_with_vertices * 2 > m_count; }

  private:
    void add(std::size_t cell);

    const CellPlaces& m_cells;
    LatInterval m_lat{90, -90};
    std::vector<LonInterval> m_arcs;
    std::size_t m_count = 0;
    std::size_t m_with_vertices = 0;
    bool m_holds_pole = false;
};

void Points::add(std::size_t cell) {
    const Position& centre = m_cells.centres[cell];
    ++m_count;
    extend(m_lat, centre.lat_deg);
    const bool at_pole = std::abs(centre.lat_deg) >= k_at_pole_deg;
    if (!at_pole) m_arcs.push_back(LonInterval::between(centre.lon_deg, centre.lon_deg));
    const std::span<const Position> vertices = vertices_of(m_cells, cell);
    const std::vector<Position> walk = walk_around(vertices);
    if (walk.empty()) return;
    if (turns_of(walk) != 0) {
        extend(m_lat, std::copysign(90, centre.lat_deg));
        m_holds_pole = true;
    } else {
        const LonInterval arc = longitudes_along(walk);
        if (arc.width_deg() > 180 || (!at_pole && !arc.contains(centre.lon_deg) && arc.width_deg() == 0)) return;
        m_arcs.push_back(arc);
    }
    ++m_with_vertices;
    for (const Position& vertex : vertices) extend(m_lat, vertex.lat_deg);
}

}  // namespace

bool is_discrete(const Dataset& dataset) {
    for (const char* name : {"featureType", "CF:featureType", "cdm_data_type"}) {
        const std::string type = to_lower(text_attribute(dataset.groups.front().attributes, name));
        if (!type.empty() && type != "grid") return true;
    }
    return false;
}

CellsReading read_points(const Anatomy& anatomy, VariableId latitude, VariableId longitude, Findings& findings) {
    CellsReading reading;
    const CellPlaces cells = cell_places(anatomy, latitude, longitude);
    reading.why_not = cells.why_not;
    if (!reading.why_not.empty()) return reading;
    const Points points(cells);
    if (points.count() == 0) {
        reading.why_not = "none of its points has a place";
        return reading;
    }
    const double cell = std::sqrt(k_square_degrees_of_sphere / static_cast<double>(points.count()));
    const bool is_grid = points.count() >= k_least_cells_of_grid && !is_discrete(anatomy.dataset());
    reading.from_bounds = points.has_cells();
    reading.box = points.box(reading.from_bounds ? k_noise_deg : is_grid ? cell : 0);
    reading.spacing_deg = is_grid ? cell : 0;
    const std::string names = fmt::format("'{}' and '{}'", qualified_name(anatomy.dataset(), latitude),
                                          qualified_name(anatomy.dataset(), longitude));
    findings.add("grid", reading.from_bounds
                             ? fmt::format("vertices '{}' of {} cells used", cells.bounds_name, points.count())
                             : fmt::format("{} places of {} used", points.count(), names));
    if (!cells.bounds_unusable_because.empty()) {
        findings.note(fmt::format("Bounds '{}' of {} are not used: {}.", cells.bounds_name, names,
                                  cells.bounds_unusable_because));
    }
    return reading;
}

}  // namespace cairn
