#include <algorithm>
#include <functional>

#include "builder/interpret/space/boundary.hpp"
#include "builder/interpret/space/lattice.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_sampled = 4000;

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> Lattice::perimeter() const {
    std::vector<std::pair<std::size_t, std::size_t>> cells;
    for (std::size_t i = 0; i + 1 < m_columns; ++i) cells.emplace_back(0, i);
    for (std::size_t j = 0; j + 1 < m_rows; ++j) cells.emplace_back(j, m_columns - 1);
    for (std::size_t i = m_columns - 1; i > 0; --i) cells.emplace_back(m_rows - 1, i);
    for (std::size_t j = m_rows - 1; j > 0; --j) cells.emplace_back(j, 0);
    return cells;
}

/// The two of a cell's vertices that are farthest from the cell on the inner side, that which is farther from the next
/// cell of the walk first.
void Lattice::add_outer_vertices(std::size_t cell, std::size_t inner, std::size_t next,
                                 std::vector<Position>& walk) const {
    const std::size_t count = m_cells.vertex_count;
    std::vector<Position> vertices(m_cells.vertices.begin() + static_cast<std::ptrdiff_t>(cell * count),
                                   m_cells.vertices.begin() + static_cast<std::ptrdiff_t>((cell + 1) * count));
    const auto farther_from = [&](std::size_t other) {
        return [this, other](const Position& a, const Position& b) {
            return distance_deg(a, m_cells.centres[other]) > distance_deg(b, m_cells.centres[other]);
        };
    };
    std::stable_sort(vertices.begin(), vertices.end(), farther_from(inner));
    vertices.resize(2);
    std::stable_sort(vertices.begin(), vertices.end(), farther_from(next));
    walk.insert(walk.end(), vertices.begin(), vertices.end());
}

std::vector<Position> Lattice::walk_of_vertices() const {
    std::vector<Position> walk;
    const auto index = [&](std::size_t row, std::size_t column) { return row * m_columns + column; };
    // Where a side ends there is no next cell: mirrored, the one before serves.
    const auto side = [&](std::size_t count, const std::function<std::size_t(std::size_t)>& cell,
                          const std::function<std::size_t(std::size_t)>& inner) {
        for (std::size_t i = 0; i < count; ++i) {
            const bool is_last = i + 1 == count;
            add_outer_vertices(cell(i), inner(i), cell(is_last ? i - 1 : i + 1), walk);
            if (is_last) std::swap(walk[walk.size() - 1], walk[walk.size() - 2]);
        }
    };
    const std::size_t last_row = m_rows - 1;
    const std::size_t last = m_columns - 1;
    side(
        m_columns, [&](std::size_t i) { return index(0, i); }, [&](std::size_t i) { return index(1, i); });
    side(
        m_rows, [&](std::size_t j) { return index(j, last); }, [&](std::size_t j) { return index(j, last - 1); });
    side(
        m_columns, [&](std::size_t i) { return index(last_row, last - i); },
        [&](std::size_t i) { return index(last_row - 1, last - i); });
    side(
        m_rows, [&](std::size_t j) { return index(last_row - j, 0); },
        [&](std::size_t j) { return index(last_row - j, 1); });
    return walk;
}

std::optional<Outline> Lattice::outline(double tolerance_deg) const {
    if (m_rows < 2 || m_columns < 2 || m_is_cyclic || m_fold) return std::nullopt;
    std::vector<Position> walk;
    for (const auto& [row, column] : perimeter()) {
        if (!has(row, column)) return std::nullopt;
        if (!walk.empty() && !adjoin(walk.back(), at(row, column), k_jump)) return std::nullopt;
        walk.push_back(at(row, column));
    }
    if (!adjoin(walk.back(), walk.front(), k_jump)) return std::nullopt;
    std::vector<Position> inside;
    const std::size_t stride = m_cells.centres.size() / k_most_sampled + 1;
    for (std::size_t cell = 0; cell < m_cells.centres.size(); cell += stride) {
        if (m_cells.has_place(cell)) inside.push_back(m_cells.centres[cell]);
    }
    const double tolerance = outline_tolerance(m_spacing_deg, tolerance_deg);
    if (uses_vertices() && m_cells.vertex_count == 4) {
        if (auto outline = outline_around(walk_of_vertices(), inside, tolerance)) return outline;
    }
    return outline_around(walk, inside, tolerance);
}

}  // namespace cairn
