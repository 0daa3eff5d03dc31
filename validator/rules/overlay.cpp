#include "validator/rules/overlay.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace cairn::validate::rules {

namespace {

PlaneBox box_of(const Ring& ring) {
    PlaneBox box = PlaneBox::none();
    for (const Point& point : ring) box = box.with({point.x, point.y, point.x, point.y});
    return box;
}

/// How far a point lies from the line through an edge: positive to its left.
double distance_of(const Edge& edge, Point point) {
    const double x = edge.to.x - edge.from.x, y = edge.to.y - edge.from.y, length = std::hypot(x, y);
    return length == 0 ? 0 : (x * (point.y - edge.from.y) - y * (point.x - edge.from.x)) / length;
}

int side_of(const Edge& edge, Point point) {
    const double distance = distance_of(edge, point);
    return std::fabs(distance) <= k_same_place_deg ? 0 : distance > 0 ? 1 : -1;
}

/// Where along an edge a point lies, as a share of its length.
double share_of(const Edge& edge, Point point) {
    const double x = edge.to.x - edge.from.x, y = edge.to.y - edge.from.y, square = x * x + y * y;
    return square == 0 ? 0 : ((point.x - edge.from.x) * x + (point.y - edge.from.y) * y) / square;
}

bool lies_on(const Edge& edge, Point point) {
    const double share = std::clamp(share_of(edge, point), 0.0, 1.0);
    return std::hypot(edge.from.x + share * (edge.to.x - edge.from.x) - point.x,
                      edge.from.y + share * (edge.to.y - edge.from.y) - point.y) <= k_same_place_deg;
}

bool cross(const Edge& a, const Edge& b) {
    return side_of(a, b.from) * side_of(a, b.to) < 0 && side_of(b, a.from) * side_of(b, a.to) < 0;
}

/// Where an edge meets the height of a point. An end that lies at it belongs to the edge above.
std::optional<double> x_at(const Edge& edge, double y) {
    if ((edge.from.y > y) == (edge.to.y > y)) return std::nullopt;
    return edge.from.x + (y - edge.from.y) / (edge.to.y - edge.from.y) * (edge.to.x - edge.from.x);
}

double size_of(const Ring& ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point a{ring[i].x - ring[0].x, ring[i].y - ring[0].y};
        const Point b{ring[i + 1].x - ring[0].x, ring[i + 1].y - ring[0].y};
        sum += a.x * b.y - b.x * a.y;
    }
    return std::fabs(sum) / 2;
}

std::vector<Edge> edges_of(const std::vector<Area>& areas) {
    std::vector<Edge> edges;
    for (std::uint32_t part = 0; part < areas.size(); ++part) {
        for (const Ring& ring : areas[part])
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) edges.push_back({ring[i], ring[i + 1], part});
    }
    sort_by_place(edges);
    return edges;
}

bool overlap_of(const PlaneBox& a, const PlaneBox& b) {
    return a.wider(-k_same_place_deg).meets(b.wider(-k_same_place_deg));
}

}  // namespace

Overlay::Overlay(const std::vector<Area>& areas) : m_tree(edges_of(areas)) {
    for (const Area& area : areas) {
        m_boxes.push_back(box_of(area.front()));
        m_sizes.push_back(size_of(area.front()));
    }
}

/// The areas that a ray to the east from the point meets: those that are not named lie elsewhere.
std::vector<std::pair<std::uint32_t, Overlay::Place>> Overlay::places_of(Point point) {
    std::vector<std::pair<std::uint32_t, bool>> met;  // an area for each edge; whether the point lies on the edge
    const PlaneBox ray =
        PlaneBox{point.x, point.y, std::numeric_limits<double>::infinity(), point.y}.wider(k_same_place_deg);
    const bool is_done = m_tree.for_each_in(ray, [&](std::size_t i) {
        const Edge& edge = m_tree.edges()[i];
        const std::optional<double> x = x_at(edge, point.y);
        const bool lies_here = lies_on(edge, point);
        if (lies_here || (x && *x > point.x)) met.emplace_back(edge.part, lies_here);
    });
    m_gave_up = m_gave_up || !is_done;
    std::sort(met.begin(), met.end());
    std::vector<std::pair<std::uint32_t, Place>> places;
    for (std::size_t i = 0; i < met.size();) {
        const std::size_t begin = i;
        while (i < met.size() && met[i].first == met[begin].first) ++i;
        const bool is_on_border = met[i - 1].second;
        const bool is_odd = (i - begin) % 2 == 1;
        places.emplace_back(met[begin].first, is_on_border ? Place::border : is_odd ? Place::inside : Place::outside);
    }
    return places;
}

Overlay::Place Overlay::place_in_first(Point point) {
    for (const auto& [part, place] : places_of(point))
        if (part == 0) return place;
    return Place::outside;
}

/// Two edges of different areas that cross, of those areas that are `wanted`. Where they only touch, the edge that is
/// touched is split.
template <class Wanted>
std::optional<Overlay::Pair> Overlay::crossing(const Wanted& wanted) {
    std::optional<Pair> found;
    const bool is_done = m_tree.for_each_pair(k_same_place_deg, [&](std::size_t i, std::size_t j) {
        const Edge &a = m_tree.edges()[i], &b = m_tree.edges()[j];
        if (a.part == b.part || !wanted(a.part, b.part)) return true;
        if (cross(a, b)) {
            found = std::minmax<std::size_t>(a.part, b.part);
            return false;
        }
        for (const Point end : {b.from, b.to}) split(i, end);
        for (const Point end : {a.from, a.to}) split(j, end);
        return true;
    });
    m_gave_up = m_gave_up || !is_done;
    std::sort(m_splits.begin(), m_splits.end());
    return found;
}

void Overlay::split(std::size_t edge, Point at) {
    const double share = share_of(m_tree.edges()[edge], at);
    if (share > 0 && share < 1 && lies_on(m_tree.edges()[edge], at)) m_splits.emplace_back(edge, share);
}

/// The middles of the pieces of an edge: between two places where others touch it, all of it lies on one side of them.
std::vector<Point> Overlay::middles_of(std::size_t edge) const {
    const Edge& whole = m_tree.edges()[edge];
    std::vector<double> ends{0};
    const auto first = std::lower_bound(m_splits.begin(), m_splits.end(), std::pair(edge, 0.0));
    for (auto at = first; at != m_splits.end() && at->first == edge; ++at) ends.push_back(at->second);
    ends.push_back(1);
    std::vector<Point> middles;
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        const double share = (ends[i] + ends[i + 1]) / 2;
        middles.push_back(
            {whole.from.x + share * (whole.to.x - whole.from.x), whole.from.y + share * (whole.to.y - whole.from.y)});
    }
    return middles;
}

/// A point within an area, in the middle of its widest part at some height.
std::optional<Point> Overlay::inner_point(std::uint32_t area) {
    const PlaneBox& box = m_boxes[area];
    const double y = box.y0 + 0.41421 * (box.y1 - box.y0);  // no height at which people put corners
    std::vector<double> meets;
    const bool is_done = m_tree.for_each_in({box.x0, y, box.x1, y}, [&](std::size_t i) {
        const Edge& edge = m_tree.edges()[i];
        const std::optional<double> x = edge.part == area ? x_at(edge, y) : std::nullopt;
        if (x) meets.push_back(*x);
    });
    m_gave_up = m_gave_up || !is_done;
    std::sort(meets.begin(), meets.end());
    std::optional<Point> widest;
    double width = k_same_place_deg;
    for (std::size_t i = 0; i + 1 < meets.size(); i += 2) {
        if (meets[i + 1] - meets[i] <= width) continue;
        width = meets[i + 1] - meets[i];
        widest = Point{meets[i] + width / 2, y};
    }
    return widest;
}

/// Whether the box of each area overlaps that of another one: most do not, and nothing else is asked of them.
std::vector<bool> Overlay::near_others() {
    std::vector<std::uint32_t> order(m_boxes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return m_boxes[a].x0 < m_boxes[b].x0; });
    std::vector<bool> is_near(m_boxes.size());
    std::size_t looks = 400 * m_boxes.size() + 100'000;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const PlaneBox& box = m_boxes[order[i]];
        for (std::size_t j = i + 1; j < order.size() && m_boxes[order[j]].x0 < box.x1; ++j) {
            if (looks-- == 0) return std::vector<bool>(m_boxes.size(), true);  // the edges decide
            if (overlap_of(box, m_boxes[order[j]])) is_near[order[i]] = is_near[order[j]] = true;
        }
    }
    return is_near;
}

std::optional<Overlay::Pair> Overlay::area_around(Point point, std::uint32_t own) {
    for (const auto& [part, place] : places_of(point))
        if (part != own && place == Place::inside && !m_gave_up) return std::minmax<std::size_t>(part, own);
    return std::nullopt;
}

std::optional<Overlay::Pair> Overlay::overlap() {
    const std::vector<bool> is_near = near_others();
    if (std::find(is_near.begin(), is_near.end(), true) == is_near.end()) return std::nullopt;
    const auto both_near = [&](std::uint32_t a, std::uint32_t b) { return is_near[a] && is_near[b]; };
    if (const auto found = crossing(both_near); found || m_gave_up) return found;
    for (std::size_t i = 0; i < m_tree.edges().size() && !m_gave_up; ++i) {
        const std::uint32_t own = m_tree.edges()[i].part;
        if (!is_near[own]) continue;
        for (const Point& middle : middles_of(i))
            if (const auto found = area_around(middle, own)) return found;
    }
    // Areas that lie upon each other have nothing but borders in common, and their insides.
    for (std::uint32_t own = 0; own < m_boxes.size() && !m_gave_up; ++own) {
        const std::optional<Point> inner = is_near[own] ? inner_point(own) : std::nullopt;
        if (!inner) continue;
        if (const auto found = area_around(*inner, own)) return found;
    }
    return std::nullopt;
}

std::optional<std::size_t> Overlay::reaches_out() {
    const auto of_first = [](std::uint32_t a, std::uint32_t b) { return a == 0 || b == 0; };
    if (const auto found = crossing(of_first)) return found->second;
    for (std::size_t i = 0; i < m_tree.edges().size() && !m_gave_up; ++i) {
        const std::uint32_t own = m_tree.edges()[i].part;
        if (own == 0) continue;
        for (const Point& middle : middles_of(i))
            if (place_in_first(middle) == Place::outside && !m_gave_up) return own;
    }
    // All the first one is left out when another has its border.
    constexpr double k_nearly_all = 1 - 1e-9;
    for (std::size_t i = 1; i < m_sizes.size() && !m_gave_up; ++i)
        if (m_sizes[0] > 0 && m_sizes[i] >= k_nearly_all * m_sizes[0]) return i;
    return std::nullopt;
}

}  // namespace cairn::validate::rules
