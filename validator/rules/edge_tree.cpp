#include "validator/rules/edge_tree.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace cairn::validate::rules {

namespace {

/// Every second bit, for an order by two numbers at once.
std::uint64_t spread(std::uint32_t bits) {
    std::uint64_t result = 0;
    for (unsigned i = 0; i < 32; ++i) result |= std::uint64_t{(bits >> i) & 1U} << (2 * i);
    return result;
}

std::uint32_t step_of(double value, double least, double largest) {
    constexpr double k_steps = 65535;
    const double share = largest > least ? (value - least) / (largest - least) : 0;
    return share >= 0 && share <= 1 ? static_cast<std::uint32_t>(share * k_steps) : 0;
}

}  // namespace

PlaneBox PlaneBox::with(const PlaneBox& other) const {
    return {std::min(x0, other.x0), std::min(y0, other.y0), std::max(x1, other.x1), std::max(y1, other.y1)};
}

PlaneBox PlaneBox::none() {
    constexpr double k_none = std::numeric_limits<double>::infinity();
    return {k_none, k_none, -k_none, -k_none};
}

PlaneBox Edge::box() const {
    return {std::min(from.x, to.x), std::min(from.y, to.y), std::max(from.x, to.x), std::max(from.y, to.y)};
}

void sort_by_place(std::vector<Edge>& edges) {
    PlaneBox all = PlaneBox::none();
    for (const Edge& edge : edges) all = all.with(edge.box());
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    order.reserve(edges.size());
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
        const PlaneBox box = edges[i].box();
        const std::uint64_t place = spread(step_of(box.x0 / 2 + box.x1 / 2, all.x0, all.x1)) |
                                    spread(step_of(box.y0 / 2 + box.y1 / 2, all.y0, all.y1)) << 1U;
        order.emplace_back(place, i);
    }
    std::sort(order.begin(), order.end());
    std::vector<Edge> sorted;
    sorted.reserve(edges.size());
    for (const auto& [place, i] : order) sorted.push_back(edges[i]);
    edges = std::move(sorted);
}

EdgeTree::EdgeTree(std::vector<Edge> edges) : m_edges(std::move(edges)) {
    while (m_leaves < m_edges.size()) m_leaves *= 2;
    m_boxes.resize(2 * m_leaves, PlaneBox::none());
    for (std::size_t i = 0; i < m_edges.size(); ++i) m_boxes[m_leaves + i] = m_edges[i].box();
    for (std::size_t i = m_leaves; --i > 0;) m_boxes[i] = m_boxes[2 * i].with(m_boxes[2 * i + 1]);
    m_looks = 400 * m_edges.size() + 100'000;
}

bool EdgeTree::for_each_pair(double margin, const std::function<bool(std::size_t, std::size_t)>& visit) {
    std::vector<std::pair<std::size_t, std::size_t>> open{{1, 1}};
    while (!open.empty()) {
        const auto [a, b] = open.back();
        open.pop_back();
        if (m_looks == 0) return false;
        --m_looks;
        if (a != b && !m_boxes[a].wider(margin).meets(m_boxes[b])) continue;
        if (a >= m_leaves && b >= m_leaves) {
            if (a != b && !visit(a - m_leaves, b - m_leaves)) return true;
        } else if (a == b) {
            open.insert(open.end(), {{2 * a, 2 * a}, {2 * a + 1, 2 * a + 1}, {2 * a, 2 * a + 1}});
        } else {
            open.insert(open.end(), {{2 * a, 2 * b}, {2 * a, 2 * b + 1}, {2 * a + 1, 2 * b}, {2 * a + 1, 2 * b + 1}});
        }
    }
    return true;
}

bool EdgeTree::for_each_in(const PlaneBox& box, const std::function<void(std::size_t)>& visit) {
    std::vector<std::size_t> open{1};
    while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        if (m_looks == 0) return false;
        --m_looks;
        if (!m_boxes[at].meets(box)) continue;
        if (at >= m_leaves) {
            visit(at - m_leaves);
        } else {
            open.insert(open.end(), {2 * at, 2 * at + 1});
        }
    }
    return true;
}

}  // namespace cairn::validate::rules
