#include "builder/interpret/space/cell_hull.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "builder/interpret/space/boundary.hpp"

namespace cairn {

namespace {

constexpr double k_at_pole_deg = 90 - 1e-6;  ///< where a longitude means nothing

bool is_at_pole(const Position& place) { return std::abs(place.lat_deg) >= k_at_pole_deg; }

void extend(LatInterval& lat, double lat_deg) {
    lat = {std::min(lat.south_deg, lat_deg), std::max(lat.north_deg, lat_deg)};
}

/// The walk around a cell, without the vertices at a pole.
std::vector<Position> without_poles(std::span<const Position> nodes) {
    std::vector<Position> walk;
    std::copy_if(nodes.begin(), nodes.end(), std::back_inserter(walk),
                 [](const Position& node) { return !is_at_pole(node); });
    return walk;
}

}  // namespace

void CellHull::add_point(const Position& place) {
    ++m_count;
    extend(m_lat, place.lat_deg);
    if (!is_at_pole(place)) m_arcs.push_back(LonInterval::between(place.lon_deg, place.lon_deg));
}

/// `toward_pole`: its sign is that of the pole that a walk around the Earth's axis encloses.
bool CellHull::add_walk(std::span<const Position> nodes, double toward_pole, double widest_deg) {
    const std::vector<Position> walk = without_poles(nodes);
    if (walk.empty()) return false;
    if (turns_of(walk) != 0) {
        extend(m_lat, std::copysign(90, toward_pole));
        m_holds_pole = true;
    } else {
        const LonInterval arc = longitudes_along(walk);
        if (arc.width_deg() > widest_deg) return false;
        m_arcs.push_back(arc);
    }
    for (const Position& node : nodes) extend(m_lat, node.lat_deg);
    return true;
}

bool CellHull::add_cell(const Position& centre, std::span<const Position> vertices) {
    add_point(centre);
    return !vertices.empty() && add_walk(vertices, centre.lat_deg, 180);
}

void CellHull::add_polygon(std::span<const Position> nodes) {
    if (nodes.empty()) return;
    ++m_count;
    if (!add_walk(nodes, nodes.front().lat_deg, 360)) add_point(nodes.front());
}

void CellHull::add_line(std::span<const Position> nodes) {
    if (nodes.empty()) return;
    ++m_count;
    for (const Position& node : nodes) extend(m_lat, node.lat_deg);
    const std::vector<Position> walk = without_poles(nodes);
    if (!walk.empty()) m_arcs.push_back(longitudes_along(walk));
}

Box CellHull::box(double closing_gap_deg) const {
    LonInterval lon = hull(m_arcs);
    const bool is_at_poles_alone = lon.is_empty();
    if (m_holds_pole || is_at_poles_alone || 360 - lon.width_deg() <= closing_gap_deg) lon = LonInterval::full();
    return {lon, m_lat};
}

}  // namespace cairn
