// What points, lines and cells on the sphere cover together.
#pragma once

#include <span>
#include <vector>

#include "builder/model/footprint.hpp"

namespace cairn {

class CellHull {
  public:
    void add_point(const Position& place);

    /// A cell around its centre. Vertices that cannot be its own (they span half the globe without a pole within) are
    /// left out; the centre counts anyway. Whether they were used.
    bool add_cell(const Position& centre, std::span<const Position> vertices);

    /// A polygon by its nodes, however large; the last node need not repeat the first.
    void add_polygon(std::span<const Position> nodes);
    void add_line(std::span<const Position> nodes);  ///< each step the shorter way

    std::size_t count() const { return m_count; }  ///< of what was added

    /// Longitudes by the largest gap; one of `closing_gap_deg` or less is none. Precondition: count() > 0.
    Box box(double closing_gap_deg) const;

  private:
    bool add_walk(std::span<const Position> nodes, double toward_pole, double widest_deg);

    LatInterval m_lat{90, -90};
    std::vector<LonInterval> m_arcs;
    std::size_t m_count = 0;
    bool m_holds_pole = false;
};

}  // namespace cairn
