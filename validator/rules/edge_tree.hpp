// The edges of rings in a tree of boxes: which of them meet, and which lie beside a point, without looking at all
// pairs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace cairn::validate::rules {

struct Point {
    double x = 0, y = 0;
};

struct PlaneBox {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;

    bool meets(const PlaneBox& other) const {
        return x0 <= other.x1 && other.x0 <= x1 && y0 <= other.y1 && other.y0 <= y1;
    }
    PlaneBox with(const PlaneBox& other) const;
    PlaneBox wider(double margin) const { return {x0 - margin, y0 - margin, x1 + margin, y1 + margin}; }
    /// One that meets none, and with which any other stays as it is.
    static PlaneBox none();
};

struct Edge {
    Point from, to;
    std::uint32_t part = 0;  ///< the ring or area that it belongs to

    PlaneBox box() const;
};

/// Brings edges into an order in which neighbours lie together (Morton's), which makes trees of any rings small. The
/// edges of one ring are in such an order already.
void sort_by_place(std::vector<Edge>& edges);

/// Threads: one at a time, since it counts its looks.
class EdgeTree {
  public:
    /// Edges that are in the order of their places.
    explicit EdgeTree(std::vector<Edge> edges);

    const std::vector<Edge>& edges() const { return m_edges; }

    /// Calls `visit` with the indices of edges whose boxes come as near as `margin`, until it answers false. False:
    /// there are too many to look at them all.
    bool for_each_pair(double margin, const std::function<bool(std::size_t, std::size_t)>& visit);
    /// Calls `visit` with the index of each edge whose box meets another box. False: likewise.
    bool for_each_in(const PlaneBox& box, const std::function<void(std::size_t)>& visit);

  private:
    std::vector<Edge> m_edges;
    std::size_t m_leaves = 1;
    std::vector<PlaneBox> m_boxes;  ///< of a complete tree; the children of i are 2 i and 2 i + 1
    std::size_t m_looks;            ///< that are left: entangled rings are given up
};

}  // namespace cairn::validate::rules
