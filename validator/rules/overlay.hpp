// Areas beside each other: whether two overlap, or one reaches out of another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "validator/rules/areas.hpp"
#include "validator/rules/edge_tree.hpp"

namespace cairn::validate::rules {

/// Coordinates are written with different roundings: what is nearer than this (0.1 m) is at the same place.
constexpr double k_same_place_deg = 1e-6;

/// Areas that may overlap. `Overlay` looks at no pair of them whose boxes lie apart.
class Overlay {
  public:
    explicit Overlay(const std::vector<Area>& areas);

    using Pair = std::pair<std::size_t, std::size_t>;

    /// Two areas that have more than a border in common, the first of them by their numbers that is met; nullopt: none.
    std::optional<Pair> overlap();
    /// The first area, but for number 0, that reaches out of number 0; nullopt: none.
    std::optional<std::size_t> reaches_out();
    /// The edges were too many and too entangled for an answer.
    bool gave_up() const { return m_gave_up; }

  private:
    enum class Place { inside, border, outside };

    std::vector<std::pair<std::uint32_t, Place>> places_of(Point point);
    Place place_in_first(Point point);
    std::vector<bool> near_others();
    std::optional<Pair> area_around(Point point, std::uint32_t own);
    template <class Wanted>
    std::optional<Pair> crossing(const Wanted& wanted);
    void split(std::size_t edge, Point at);
    std::vector<Point> middles_of(std::size_t edge) const;
    std::optional<Point> inner_point(std::uint32_t area);

    EdgeTree m_tree;
    std::vector<PlaneBox> m_boxes;                         ///< of the areas
    std::vector<double> m_sizes;                           ///< of their first rings, in square degrees
    std::vector<std::pair<std::size_t, double>> m_splits;  ///< edges, and where along them others touch (0 to 1)
    bool m_gave_up = false;
};

}  // namespace cairn::validate::rules
