#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "validator/rules/rings.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

struct Point {
    double x = 0, y = 0;
};

struct Box2 {
    double x0, y0, x1, y1;

    bool meets(const Box2& other) const { return x0 <= other.x1 && other.x0 <= x1 && y0 <= other.y1 && other.y0 <= y1; }
    Box2 with(const Box2& other) const {
        return {std::min(x0, other.x0), std::min(y0, other.y0), std::max(x1, other.x1), std::max(y1, other.y1)};
    }
};

/// Which side of a line a point lies on: -1, 0 (on it, as far as the numbers say) or 1.
int side_of(const Point& a, const Point& b, const Point& point) {
    const double left = (b.x - a.x) * (point.y - a.y), right = (b.y - a.y) * (point.x - a.x);
    const double area = left - right;
    return std::fabs(area) <= 1e-12 * (std::fabs(left) + std::fabs(right)) ? 0 : area > 0 ? 1 : -1;
}

/// The edges of a ring in a tree of boxes: neighbours lie together, so that most pairs are never looked at.
class Edges {
  public:
    explicit Edges(std::vector<Point> points) : m_points(std::move(points)), m_count(m_points.size() - 1) {
        while (m_leaves < m_count) m_leaves *= 2;
        m_boxes.resize(2 * m_leaves);
        constexpr double k_none = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < m_leaves; ++i)
            m_boxes[m_leaves + i] = i < m_count ? box_of_edge(i) : Box2{k_none, k_none, -k_none, -k_none};
        for (std::size_t i = m_leaves; --i > 0;) m_boxes[i] = m_boxes[2 * i].with(m_boxes[2 * i + 1]);
        m_looks = 200 * m_count + 100'000;
    }

    /// Two edges that cross; nullopt: there are none. Sets `gave_up` when there are too many pairs to look at.
    std::optional<std::pair<std::size_t, std::size_t>> crossing(bool& gave_up) {
        std::vector<std::pair<std::size_t, std::size_t>> open{{1, 1}};
        while (!open.empty()) {
            const auto [a, b] = open.back();
            open.pop_back();
            if (m_looks-- == 0) {
                gave_up = true;
                return std::nullopt;
            }
            if (a != b && !m_boxes[a].meets(m_boxes[b])) continue;
            if (a >= m_leaves && b >= m_leaves) {
                if (a != b && cross(a - m_leaves, b - m_leaves)) return std::pair(a - m_leaves, b - m_leaves);
            } else if (a == b) {
                open.insert(open.end(), {{2 * a, 2 * a}, {2 * a + 1, 2 * a + 1}, {2 * a, 2 * a + 1}});
            } else {
                open.insert(open.end(),
                            {{2 * a, 2 * b}, {2 * a, 2 * b + 1}, {2 * a + 1, 2 * b}, {2 * a + 1, 2 * b + 1}});
            }
        }
        return std::nullopt;
    }

  private:
    Box2 box_of_edge(std::size_t i) const {
        const Point &a = m_points[i], &b = m_points[i + 1];
        return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
    }

    /// Whether they cross within both: edges that only touch do not count.
    bool cross(std::size_t i, std::size_t j) const {
        if (i + 1 == j || j + 1 == i) return false;
        const Point &a = m_points[i], &b = m_points[i + 1], &c = m_points[j], &d = m_points[j + 1];
        return side_of(a, b, c) * side_of(a, b, d) < 0 && side_of(c, d, a) * side_of(c, d, b) < 0;
    }

    std::vector<Point> m_points;
    std::size_t m_count;
    std::size_t m_leaves = 1;
    std::vector<Box2> m_boxes;  ///< of a complete tree; the children of i are 2 i and 2 i + 1
    std::size_t m_looks;
};

/// Where a ring turns round and goes back on its own edge; nullopt: nowhere. Positions that are repeated do not count.
std::optional<std::size_t> spike_of(const std::vector<Point>& ring) {
    std::vector<std::size_t> corners;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const bool repeated =
            !corners.empty() && ring[corners.back()].x == ring[i].x && ring[corners.back()].y == ring[i].y;
        if (!repeated) corners.push_back(i);
    }
    if (corners.size() < 3) return std::nullopt;  // a box without width, which many write for a line or a point
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point &before = ring[corners[(i + corners.size() - 1) % corners.size()]], &here = ring[corners[i]],
                    &after = ring[corners[(i + 1) % corners.size()]];
        const bool goes_back = (here.x - before.x) * (after.x - here.x) + (here.y - before.y) * (after.y - here.y) < 0;
        if (goes_back && side_of(before, here, after) == 0) return corners[i];
    }
    return std::nullopt;
}

/// Rings of four corners are nearly all there are, and need no tree.
bool is_bow_tie(const std::vector<Point>& p) {
    const auto cross = [&](std::size_t i, std::size_t j) {
        return side_of(p[i], p[i + 1], p[j]) * side_of(p[i], p[i + 1], p[j + 1]) < 0 &&
               side_of(p[j], p[j + 1], p[i]) * side_of(p[j], p[j + 1], p[i + 1]) < 0;
    };
    return cross(0, 2) || cross(1, 3);
}

std::string fault_of(const json::Value& ring, PartKind /*kind*/) {
    constexpr rapidjson::SizeType k_most = 1'000'000;
    if (ring.Size() < 4) return {};
    if (ring.Size() > k_most) return "found a ring of " + std::to_string(ring.Size()) + " positions: not compared";
    std::vector<Point> points(ring.Size());
    for (rapidjson::SizeType i = 0; i < ring.Size(); ++i)
        if (!read_position(ring[i], points[i].x, points[i].y)) return {};
    if (const auto spike = spike_of(points))
        return "found a ring that turns back on itself at its position " + std::to_string(*spike) +
               ", expected one without spikes";
    if (points.size() < 5) return {};
    if (points.size() == 5)
        return is_bow_tie(points) ? "found a ring that crosses itself, expected one without loops" : std::string();
    Edges edges(std::move(points));
    bool gave_up = false;
    const auto pair = edges.crossing(gave_up);
    if (gave_up) return "found a ring that is too entangled to be compared edge by edge";
    if (!pair) return {};
    const auto [i, j] = *pair;
    return "found a ring that crosses itself: its edges " + std::to_string(std::min(i, j)) + " and " +
           std::to_string(std::max(i, j)) + " meet, expected one without loops";
}

void check(const ObjectView& view, Findings& out) {
    const Place& place = view.object.place;
    if (place.geometry == GeometryFault::unusable || place.crosses_uncut) return;
    report_rings(k_geometry_self_crossing, view, fault_of, out);
}

}  // namespace

const Rule k_geometry_self_crossing{"geometry/self-crossing",
                                    Severity::error,
                                    "A ring does not cross itself",
                                    "Databases refuse a polygon with a loop, or take its inside for its outside.",
                                    "OGC 06-103r4, section 6.1.11.1, which RFC 7946 names",
                                    ObjectCheck(check)};

}  // namespace cairn::validate::rules
