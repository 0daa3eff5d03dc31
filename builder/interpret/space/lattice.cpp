#include "builder/interpret/space/lattice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "builder/interpret/space/boundary.hpp"

namespace cairn {

namespace {

constexpr double k_far_vertex = 4;           ///< times the median distance: a vertex of another cell
constexpr double k_polar_deg = 60;           ///< cells that surround a pole begin beyond
constexpr double k_at_pole_deg = 90 - 1e-6;  ///< where a longitude means nothing
constexpr std::size_t k_most_sampled = 4000;

/// West and east ends of a run of neighbouring cells, longitudes unrolled.
class Run {
  public:
    void add(double west, double east) {
        m_west = m_is_empty ? west : std::min(m_west, west);
        m_east = m_is_empty ? east : std::max(m_east, east);
        m_is_empty = false;
    }
    void end(std::vector<LonInterval>& arcs) {
        if (!m_is_empty) arcs.push_back(LonInterval::between(m_west, m_east));
        m_is_empty = true;
    }

  private:
    double m_west = 0;
    double m_east = 0;
    bool m_is_empty = true;
};

}  // namespace

Lattice::Lattice(CellPlaces cells, std::size_t rows, std::size_t columns)
    : m_cells(std::move(cells)), m_rows(rows), m_columns(columns) {
    m_spacing_deg = median_distance();
    check_vertices();
    m_is_cyclic = meets_over_seam();
    m_fold = find_fold();
}

/// The larger of the medians along rows and along columns.
double Lattice::median_distance() const {
    const std::size_t count = m_rows * m_columns;
    const std::size_t stride = count / k_most_sampled + 1;
    std::array<std::vector<double>, 2> distances;
    for (std::size_t cell = 0; cell < count; cell += stride) {
        if (!m_cells.has_place(cell)) continue;
        const std::size_t row = cell / m_columns;
        const std::size_t column = cell % m_columns;
        if (column + 1 < m_columns && has(row, column + 1))
            distances[0].push_back(distance_deg(at(row, column), at(row, column + 1)));
        if (row + 1 < m_rows && has(row + 1, column))
            distances[1].push_back(distance_deg(at(row, column), at(row + 1, column)));
    }
    double greatest = 0;
    for (std::vector<double>& list : distances) {
        if (list.empty()) continue;
        const auto middle = list.begin() + static_cast<std::ptrdiff_t>(list.size() / 2);
        std::nth_element(list.begin(), middle, list.end());
        greatest = std::max(greatest, *middle);
    }
    return greatest;
}

/// Vertices that lie elsewhere than their cells are no bounds (written as zeros, or of another grid).
void Lattice::check_vertices() {
    if (m_cells.vertices.empty()) return;
    const std::size_t count = m_cells.vertex_count;
    std::size_t known = 0;
    std::size_t bad = 0;
    for (std::size_t cell = 0; cell < m_cells.centres.size(); ++cell) {
        if (!m_cells.has_place(cell)) continue;
        ++known;
        bool good = true;
        for (std::size_t v = 0; v < count && good; ++v) {
            const Position& vertex = m_cells.vertices[cell * count + v];
            good = vertex.lat_deg == vertex.lat_deg && adjoin(vertex, m_cells.centres[cell], k_far_vertex);
        }
        if (good) continue;
        ++bad;
        for (std::size_t v = 0; v < count; ++v) m_cells.vertices[cell * count + v] = m_cells.centres[cell];
    }
    if (bad * 10 <= known) return;
    m_cells.bounds_unusable_because = fmt::format("in {} of {} cells they do not lie around the centre", bad, known);
    m_cells.vertices.clear();
}

bool Lattice::meets_over_seam() const {
    if (m_columns < 4) return false;
    std::size_t known = 0;
    std::size_t meeting = 0;
    for (std::size_t row = 0; row < m_rows; ++row) {
        if (!has(row, 0) || !has(row, m_columns - 1)) continue;
        // A patch that is a few cells wide begins and ends within the same distance.
        if (has(row, m_columns / 2) && adjoin(at(row, 0), at(row, m_columns / 2), k_neighbours)) continue;
        ++known;
        if (adjoin(at(row, 0), at(row, m_columns - 1), k_neighbours)) ++meeting;
    }
    return known > 0 && meeting * 2 > known;
}

/// Most columns of the last row meet the column on the other side of the fold.
bool Lattice::is_fold(std::size_t fold) const {
    std::size_t known = 0;
    std::size_t meeting = 0;
    const std::size_t row = m_rows - 1;
    for (std::size_t column = 0; column < m_columns; ++column) {
        const std::size_t partner = (fold + m_columns - column) % m_columns;
        if (!has(row, column) || !has(row, partner)) continue;
        ++known;
        if (adjoin(at(row, column), at(row, partner), k_neighbours)) ++meeting;
    }
    return known > m_columns / 4 && meeting * 4 > known * 3;
}

/// Where the fold lies, grids do not agree: a few columns look for the one they meet.
std::optional<std::size_t> Lattice::find_fold() const {
    if (m_columns < 16 || m_rows < 2 || !m_is_cyclic) return std::nullopt;
    const std::size_t row = m_rows - 1;
    bool is_long = false;  // a small circle around a pole meets itself everywhere
    for (std::size_t column = 0; column < m_columns; ++column) {
        is_long =
            is_long || (has(row, 0) && has(row, column) && !adjoin(at(row, 0), at(row, column), 2 * k_neighbours));
    }
    if (!is_long) return std::nullopt;
    for (std::size_t column = 0; column < m_columns; column += m_columns / 16) {
        if (!has(row, column)) continue;
        for (std::size_t other = column + m_columns / 8; other < column + m_columns * 7 / 8; ++other) {
            const std::size_t partner = other % m_columns;
            if (!has(row, partner) || !adjoin(at(row, column), at(row, partner), k_neighbours)) continue;
            const std::size_t fold = (column + partner) % m_columns;
            if (is_fold(fold)) return fold;
        }
    }
    return std::nullopt;
}

void Lattice::add_row(std::size_t row, std::vector<LonInterval>& arcs) const {
    Run run;
    double lon = 0;
    const Position* before = nullptr;
    const std::size_t end = m_columns + (m_is_cyclic ? 1 : 0);
    for (std::size_t step = 0; step < end; ++step) {
        const std::size_t column = step % m_columns;
        if (!has(row, column) || std::abs(at(row, column).lat_deg) >= k_at_pole_deg) {
            run.end(arcs);
            before = nullptr;
            continue;
        }
        const Position& here = at(row, column);
        if (before != nullptr && !adjoin(*before, here, k_jump)) {
            run.end(arcs);
            before = nullptr;
        }
        lon = before == nullptr ? here.lon_deg : turned_towards(here.lon_deg, lon);
        before = &here;
        run.add(lon, lon);
        const std::size_t first = (row * m_columns + column) * m_cells.vertex_count;
        for (std::size_t v = 0; v < m_cells.vertex_count && uses_vertices(); ++v) {
            const Position& vertex = m_cells.vertices[first + v];
            if (std::abs(vertex.lat_deg) >= k_at_pole_deg) continue;
            const double vertex_lon = turned_towards(vertex.lon_deg, lon);
            run.add(vertex_lon, vertex_lon);
        }
    }
    run.end(arcs);
}

void Lattice::add_column(std::size_t column, std::vector<LonInterval>& arcs) const {
    Run run;
    double lon = 0;
    const Position* before = nullptr;
    for (std::size_t row = 0; row < m_rows; ++row) {
        const bool usable = has(row, column) && std::abs(at(row, column).lat_deg) < k_at_pole_deg;
        if (!usable || (before != nullptr && !adjoin(*before, at(row, column), k_jump))) {
            run.end(arcs);
            before = nullptr;
        }
        if (!usable) continue;
        lon = before == nullptr ? at(row, column).lon_deg : turned_towards(at(row, column).lon_deg, lon);
        before = &at(row, column);
        run.add(lon, lon);
    }
    run.end(arcs);
}

/// Four cells around a pole: their longitudes make a turn.
void Lattice::find_poles(bool& north, bool& south) const {
    const auto look = [&](const std::array<std::pair<std::size_t, std::size_t>, 4>& corners) {
        std::array<Position, 4> walk;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto [row, column] = corners[i];
            if (!has(row, column) || std::abs(at(row, column).lat_deg) < k_polar_deg) return;
            walk[i] = at(row, column);
        }
        double turned = 0;
        for (std::size_t i = 0; i < 4; ++i) turned += shorter_way_deg(walk[i].lon_deg, walk[(i + 1) % 4].lon_deg);
        if (std::abs(turned) < 180) return;
        for (std::size_t i = 0; i < 4; ++i) {
            if (!adjoin(walk[i], walk[(i + 1) % 4], k_jump)) return;
        }
        (walk[0].lat_deg > 0 ? north : south) = true;
    };
    for (std::size_t row = 0; row + 1 < m_rows; ++row) {
        for (std::size_t column = 0; column + (m_is_cyclic ? 0 : 1) < m_columns; ++column) {
            const std::size_t next = (column + 1) % m_columns;
            look({{{row, column}, {row, next}, {row + 1, next}, {row + 1, column}}});
        }
    }
    if (!m_fold) return;
    const std::size_t row = m_rows - 1;
    for (std::size_t column = 0; column < m_columns; ++column) {
        const std::size_t next = (column + 1) % m_columns;
        const auto partner = [&](std::size_t i) { return (*m_fold + m_columns - i) % m_columns; };
        look({{{row, column}, {row, next}, {row, partner(next)}, {row, partner(column)}}});
    }
}

Box Lattice::box() const {
    std::vector<LonInterval> arcs;
    for (std::size_t row = 0; row < m_rows; ++row) add_row(row, arcs);
    for (std::size_t column = 0; column < m_columns; ++column) add_column(column, arcs);
    LatInterval lat{90, -90};
    const auto add = [&](const Position& place) {
        if (place.lat_deg != place.lat_deg) return;
        lat = {std::min(lat.south_deg, place.lat_deg), std::max(lat.north_deg, place.lat_deg)};
    };
    for (std::size_t cell = 0; cell < m_cells.centres.size(); ++cell) {
        if (!m_cells.has_place(cell)) continue;
        add(m_cells.centres[cell]);
        for (std::size_t v = 0; v < m_cells.vertex_count && uses_vertices(); ++v)
            add(m_cells.vertices[cell * m_cells.vertex_count + v]);
    }
    bool north = false;
    bool south = false;
    find_poles(north, south);
    if (north) lat.north_deg = 90;
    if (south) lat.south_deg = -90;
    LonInterval lon = north || south ? LonInterval::full() : hull(arcs);
    if (lon.is_empty()) lon = LonInterval::full();  // cells at a pole alone
    return {lon, lat};
}

}  // namespace cairn
