#include "builder/interpret/space/plane_footprint.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "builder/interpret/space/boundary.hpp"
#include "builder/interpret/space/sphere.hpp"

namespace cairn {

namespace {

using Places = std::vector<std::array<double, 2>>;  ///< columns and rows, or coordinates of the system

constexpr int k_steps_a_side = 180;
constexpr int k_samples_a_side = 33;
constexpr double k_pole_noise_deg = 1e-3;  ///< of formulas that are ill-conditioned there
constexpr int k_halvings = 30;             ///< of the way from the middle to the edge: a metre on the Earth

bool is_valid(const Position& place) { return std::isfinite(place.lon_deg); }

class Rectangle {
  public:
    Rectangle(const ReferenceSystem& system, const PlaneGrid& grid)
        : m_system(system),
          m_grid(grid),
          m_columns(static_cast<double>(grid.columns)),
          m_rows(static_cast<double>(grid.rows)) {}

    /// `cells`: columns and rows.
    std::vector<Position> positions(const Places& cells) const {
        Places places;
        places.reserve(cells.size());
        for (const auto& [column, row] : cells) places.push_back(m_grid.at(column, row));
        return m_system.to_lon_lat(places);
    }

    Places edge() const {
        Places cells;
        const auto side = [&](double c0, double r0, double c1, double r1) {
            for (int i = 0; i < k_steps_a_side; ++i) {
                const double share = static_cast<double>(i) / k_steps_a_side;
                cells.push_back({c0 + share * (c1 - c0), r0 + share * (r1 - r0)});
            }
        };
        side(0, 0, m_columns, 0);
        side(m_columns, 0, m_columns, m_rows);
        side(m_columns, m_rows, 0, m_rows);
        side(0, m_rows, 0, 0);
        return cells;
    }

    Places samples() const {
        Places cells;
        for (int i = 0; i < k_samples_a_side; ++i) {
            for (int j = 0; j < k_samples_a_side; ++j) {
                cells.push_back({m_columns * (i + 0.5) / k_samples_a_side, m_rows * (j + 0.5) / k_samples_a_side});
            }
        }
        return cells;
    }

    bool holds_pole(double lat_deg) const;
    bool goes_round() const;  ///< columns of an angular system go once around its axis
    double cell_deg(const std::array<double, 2>& cell) const;
    Places limb_around(const std::array<double, 2>& middle) const;
    Places last_on_earth(Places good, Places bad) const;

  private:
    const ReferenceSystem& m_system;
    const PlaneGrid& m_grid;
    double m_columns;
    double m_rows;
};

/// Strictly inside: a pole on the edge (a map of latitudes up to 90) has no inside around it.
bool Rectangle::holds_pole(double lat_deg) const {
    const auto place = m_system.from_lon_lat({0, lat_deg});
    if (!place) return false;
    const auto back = m_system.to_lon_lat({*place});
    if (!is_valid(back.front()) || std::abs(back.front().lat_deg - lat_deg) > k_pole_noise_deg) return false;
    const auto& [a, b, c, d, e, f] = m_grid.transform;
    const double determinant = a * e - b * d;
    if (determinant == 0) return false;
    const double column = (e * ((*place)[0] - c) - b * ((*place)[1] - f)) / determinant;
    const double row = (a * ((*place)[1] - f) - d * ((*place)[0] - c)) / determinant;
    const bool in_rows = row > 1e-6 * m_rows && row < (1 - 1e-6) * m_rows;
    return in_rows && (goes_round() || (column > 1e-6 * m_columns && column < (1 - 1e-6) * m_columns));
}

bool Rectangle::goes_round() const {
    return m_system.is_angular() && std::abs(m_grid.transform[0]) * m_columns >= 360 - 1e-6;
}

double Rectangle::cell_deg(const std::array<double, 2>& cell) const {
    const double half = 0.5;
    const auto [column, row] = cell;
    const auto p = positions({{column - half, row}, {column + half, row}, {column, row - half}, {column, row + half}});
    if (!std::all_of(p.begin(), p.end(), is_valid)) return 0;
    return std::max(distance_deg(p[0], p[1]), distance_deg(p[2], p[3]));
}

/// Each pair has a last place on the way from the first, which is on the Earth, to the second, which is not.
Places Rectangle::last_on_earth(Places good, Places bad) const {
    for (int halving = 0; halving < k_halvings; ++halving) {
        Places middles;
        for (std::size_t i = 0; i < good.size(); ++i) {
            middles.push_back({(good[i][0] + bad[i][0]) / 2, (good[i][1] + bad[i][1]) / 2});
        }
        const std::vector<Position> found = positions(middles);
        for (std::size_t i = 0; i < good.size(); ++i) (is_valid(found[i]) ? good : bad)[i] = middles[i];
    }
    return good;
}

/// The parts of the edge that are on the Earth, the places where it leaves it, and between them the limb, along rays
/// from the middle. As seen from there the Earth must be star-shaped (discs are).
Places Rectangle::limb_around(const std::array<double, 2>& middle) const {
    const Places around = edge();
    const std::vector<Position> at_edge = positions(around);
    Places limb;
    Places good;
    Places bad;
    for (std::size_t i = 0; i < around.size(); ++i) {
        const std::size_t next = (i + 1) % around.size();
        const bool here = is_valid(at_edge[i]);
        if (here) limb.push_back(around[i]);
        if (here != is_valid(at_edge[next])) {
            good.push_back(around[here ? i : next]);
            bad.push_back(around[here ? next : i]);
        }
        if (here) continue;
        good.push_back(middle);
        bad.push_back(around[i]);
    }
    const Places found = last_on_earth(std::move(good), std::move(bad));
    limb.insert(limb.end(), found.begin(), found.end());
    const auto angle = [&](const std::array<double, 2>& cell) {
        return std::atan2((cell[1] - middle[1]) / m_rows, (cell[0] - middle[0]) / m_columns);
    };
    std::sort(limb.begin(), limb.end(), [&](const auto& p, const auto& q) { return angle(p) < angle(q); });
    return limb;
}

std::optional<std::array<double, 2>> middle_of(const Places& cells, const std::vector<Position>& positions) {
    std::array<double, 2> sum{};
    double count = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!is_valid(positions[i])) continue;
        sum = {sum[0] + cells[i][0], sum[1] + cells[i][1]};
        ++count;
    }
    if (count == 0) return std::nullopt;
    const std::array<double, 2> mean{sum[0] / count, sum[1] / count};
    std::size_t nearest = cells.size();
    double least = HUGE_VAL;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double distance = std::hypot(cells[i][0] - mean[0], cells[i][1] - mean[1]);
        if (!is_valid(positions[i]) || distance >= least) continue;
        least = distance;
        nearest = i;
    }
    return cells[nearest];
}

LatInterval latitudes_of(const std::vector<Position>& positions) {
    LatInterval lat{90, -90};
    for (const Position& place : positions) {
        lat = {std::min(lat.south_deg, place.lat_deg), std::max(lat.north_deg, place.lat_deg)};
    }
    return lat;
}

/// Latitudes are extreme on the edge, but for a pole inside.
Box box_of(const std::vector<Position>& walk, const std::vector<Position>& inside, const Rectangle& rectangle) {
    LatInterval lat = latitudes_of(walk);
    const LatInterval within = latitudes_of(inside);
    const bool winds = turns_of(walk) != 0;
    const bool has_north = rectangle.holds_pole(90) || (winds && within.north_deg > lat.north_deg);
    const bool has_south = rectangle.holds_pole(-90) || (winds && within.south_deg < lat.south_deg);
    if (has_north) lat.north_deg = 90;
    if (has_south) lat.south_deg = -90;
    const bool round = has_north || has_south || winds || rectangle.goes_round();
    return {round ? LonInterval::full() : longitudes_along(walk), lat};
}

}  // namespace

PlaneFootprint plane_footprint(const ReferenceSystem& system, const PlaneGrid& grid, double tolerance_deg) {
    PlaneFootprint footprint;
    const Rectangle rectangle(system, grid);
    const Places cells = rectangle.samples();
    std::vector<Position> inside = rectangle.positions(cells);
    const auto middle = middle_of(cells, inside);
    std::vector<Position> walk = rectangle.positions(rectangle.edge());
    const bool has_limb = !std::all_of(walk.begin(), walk.end(), is_valid);
    if (!middle) return footprint;
    if (has_limb) walk = rectangle.positions(rectangle.limb_around(*middle));
    walk.erase(std::remove_if(walk.begin(), walk.end(), [](const Position& place) { return !is_valid(place); }),
               walk.end());
    inside.erase(std::remove_if(inside.begin(), inside.end(), [](const Position& place) { return !is_valid(place); }),
                 inside.end());
    if (walk.empty()) return footprint;
    footprint.cell_deg = rectangle.cell_deg(*middle);
    footprint.box = box_of(walk, inside, rectangle);
    if (auto outline = outline_around(walk, inside, outline_tolerance(footprint.cell_deg, tolerance_deg))) {
        footprint.outline = std::make_shared<const Outline>(std::move(*outline));
    }
    return footprint;
}

double cell_size_deg(const ReferenceSystem& system, const PlaneGrid& grid) {
    const Rectangle rectangle(system, grid);
    const Places cells = rectangle.samples();
    const auto middle = middle_of(cells, rectangle.positions(cells));
    return middle ? rectangle.cell_deg(*middle) : 0;
}

}  // namespace cairn
