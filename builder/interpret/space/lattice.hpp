// Cells in rows and columns, each with a place on the Earth: what they cover.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "builder/interpret/space/cell_places.hpp"
#include "builder/interpret/space/sphere.hpp"
#include "builder/model/footprint.hpp"

namespace cairn {

constexpr double k_jump = 10;         ///< times the median distance: neighbours in memory, not on the Earth
constexpr double k_neighbours = 2.5;  ///< times the median distance: cells that meet over a seam or a fold

class Lattice {
  public:
    /// `cells`: rows * columns of them, some with a place.
    Lattice(CellPlaces cells, std::size_t rows, std::size_t columns);

    const CellPlaces& cells() const { return m_cells; }
    /// Distance of neighbours: the larger of the medians along rows and along columns.
    double spacing_deg() const { return m_spacing_deg; }
    bool uses_vertices() const { return !m_cells.vertices.empty(); }
    /// The box of all cells that have a place, vertices considered; longitudes by the largest gap, poles where cells
    /// surround them.
    Box box() const;
    /// The edge of a patch; nullopt when the lattice goes round, is folded, or has holes at its edge.
    std::optional<Outline> outline(double tolerance_deg) const;  ///< `tolerance_deg`: see outline_tolerance

  private:
    const Position& at(std::size_t row, std::size_t column) const { return m_cells.centres[row * m_columns + column]; }
    bool has(std::size_t row, std::size_t column) const { return m_cells.has_place(row * m_columns + column); }
    bool adjoin(const Position& a, const Position& b, double times) const {
        return within_deg(a, b, times * m_spacing_deg);
    }

    double median_distance() const;
    void check_vertices();
    bool meets_over_seam() const;
    bool is_fold(std::size_t fold) const;
    std::optional<std::size_t> find_fold() const;
    void add_row(std::size_t row, std::vector<LonInterval>& arcs) const;
    void add_column(std::size_t column, std::vector<LonInterval>& arcs) const;
    void find_poles(bool& north, bool& south) const;
    std::vector<std::pair<std::size_t, std::size_t>> perimeter() const;
    std::vector<Position> walk_of_vertices() const;
    void add_outer_vertices(std::size_t cell, std::size_t inner, std::size_t next, std::vector<Position>& walk) const;

    CellPlaces m_cells;
    std::size_t m_rows;
    std::size_t m_columns;
    double m_spacing_deg = 0;
    bool m_is_cyclic = false;           ///< the last column is beside the first
    std::optional<std::size_t> m_fold;  ///< in the last row, column i is beside column (fold - i)
};

}  // namespace cairn
