#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "validator/rules/edge_tree.hpp"
#include "validator/rules/rings.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Which side of a line a point lies on: -1, 0 (on it, as far as the numbers say) or 1.
int side_of(const Point& a, const Point& b, const Point& point) {
    const double left = (b.x - a.x) * (point.y - a.y), right = (b.y - a.y) * (point.x - a.x);
    const double area = left - right;
    return std::fabs(area) <= 1e-12 * (std::fabs(left) + std::fabs(right)) ? 0 : area > 0 ? 1 : -1;
}

/// Whether two edges of a ring cross within both: edges that only touch do not count.
bool cross(const Edge& one, const Edge& other) {
    return side_of(one.from, one.to, other.from) * side_of(one.from, one.to, other.to) < 0 &&
           side_of(other.from, other.to, one.from) * side_of(other.from, other.to, one.to) < 0;
}

/// Two edges of a ring that cross, by their numbers; nullopt: there are none, or too many pairs to look at.
std::optional<std::pair<std::size_t, std::size_t>> crossing(const std::vector<Point>& points, bool& gave_up) {
    std::vector<Edge> edges;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) edges.push_back({points[i], points[i + 1]});
    EdgeTree tree(std::move(edges));
    std::optional<std::pair<std::size_t, std::size_t>> found;
    gave_up = !tree.for_each_pair(0, [&](std::size_t i, std::size_t j) {
        const bool are_neighbours = i + 1 == j || j + 1 == i;
        if (!are_neighbours && cross(tree.edges()[i], tree.edges()[j])) found = std::minmax(i, j);
        return !found;
    });
    return found;
}

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
    bool gave_up = false;
    const auto pair = crossing(points, gave_up);
    if (gave_up) return "found a ring that is too entangled to be compared edge by edge";
    if (!pair) return {};
    const auto [i, j] = *pair;
    return "found a ring that crosses itself: its edges " + std::to_string(i) + " and " + std::to_string(j) +
           " meet, expected one without loops";
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
