#include "builder/interpret/space/polygon_cut.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

namespace cairn {

namespace {

double cross(const Position& a, const Position& b, const Position& c) {
    return (b.lon_deg - a.lon_deg) * (c.lat_deg - a.lat_deg) - (b.lat_deg - a.lat_deg) * (c.lon_deg - a.lon_deg);
}

double distance_to_edge(const Position& p, const Position& a, const Position& b) {
    const double dx = b.lon_deg - a.lon_deg;
    const double dy = b.lat_deg - a.lat_deg;
    const double length2 = dx * dx + dy * dy;
    double along = 0;
    if (length2 > 0) along = ((p.lon_deg - a.lon_deg) * dx + (p.lat_deg - a.lat_deg) * dy) / length2;
    along = std::clamp(along, 0.0, 1.0);
    return std::hypot(p.lon_deg - a.lon_deg - along * dx, p.lat_deg - a.lat_deg - along * dy);
}

/// Keeps what the tolerance asks for between two positions that are kept. A list of its own: rings may be long.
void keep_between(const PlaneRing& ring, std::size_t first, std::size_t last, double tolerance,
                  std::vector<bool>& keep) {
    std::vector<std::pair<std::size_t, std::size_t>> spans{{first, last}};
    while (!spans.empty()) {
        const auto [begin, end] = spans.back();
        spans.pop_back();
        double farthest = tolerance;
        std::size_t at = 0;
        for (std::size_t i = begin + 1; i < end; ++i) {
            const double distance = distance_to_edge(ring[i], ring[begin % ring.size()], ring[end % ring.size()]);
            if (distance <= farthest) continue;
            farthest = distance;
            at = i;
        }
        if (at == 0) continue;
        keep[at] = true;
        spans.emplace_back(begin, at);
        spans.emplace_back(at, end);
    }
}

void keep_extremes(const PlaneRing& ring, std::vector<bool>& keep) {
    const auto mark = [&](auto precedes) {
        keep[static_cast<std::size_t>(std::min_element(ring.begin(), ring.end(), precedes) - ring.begin())] = true;
    };
    mark([](const Position& a, const Position& b) { return a.lon_deg < b.lon_deg; });
    mark([](const Position& a, const Position& b) { return a.lon_deg > b.lon_deg; });
    mark([](const Position& a, const Position& b) { return a.lat_deg < b.lat_deg; });
    mark([](const Position& a, const Position& b) { return a.lat_deg > b.lat_deg; });
}

bool edges_cross(const Position& a, const Position& b, const Position& c, const Position& d) {
    if (std::max(a.lon_deg, b.lon_deg) < std::min(c.lon_deg, d.lon_deg) ||
        std::max(c.lon_deg, d.lon_deg) < std::min(a.lon_deg, b.lon_deg))
        return false;
    const double c_side = cross(a, b, c);
    const double d_side = cross(a, b, d);
    const double a_side = cross(c, d, a);
    const double b_side = cross(c, d, b);
    return ((c_side > 0) != (d_side > 0)) && ((a_side > 0) != (b_side > 0)) && c_side != 0 && d_side != 0 &&
           a_side != 0 && b_side != 0;
}

/// The run of a ring on one side of the meridian, from the crossing where it begins to the one where it ends.
struct Chain {
    PlaneRing positions;
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Chains {
    std::vector<double> crossings;  ///< latitudes, in the order of the walk
    std::vector<Chain> west;
    std::vector<Chain> east;
};

Chains chains_of(const PlaneRing& ring, double meridian) {
    const auto is_east = [&](std::size_t i) { return ring[i % ring.size()].lon_deg >= meridian; };
    Chains chains;
    std::size_t start = 0;  // the first position behind a crossing
    while (start < ring.size() && is_east(start) == is_east(start + ring.size() - 1)) ++start;
    if (start == ring.size()) return chains;
    Chain current;
    for (std::size_t step = 0; step <= ring.size(); ++step) {
        const std::size_t i = start + step;
        if (is_east(i) != is_east(i + ring.size() - 1)) {
            const Position& from = ring[(i + ring.size() - 1) % ring.size()];
            const Position& to = ring[i % ring.size()];
            const double share = (meridian - from.lon_deg) / (to.lon_deg - from.lon_deg);
            const double lat = from.lat_deg + share * (to.lat_deg - from.lat_deg);
            if (step > 0) {
                current.positions.push_back({meridian, lat});
                current.end = step == ring.size() ? 0 : chains.crossings.size();
                (is_east(i) ? chains.west : chains.east).push_back(std::move(current));
            }
            if (step == ring.size()) break;
            current = {{{meridian, lat}}, chains.crossings.size(), 0};
            chains.crossings.push_back(lat);
        }
        current.positions.push_back(ring[i % ring.size()]);
    }
    return chains;
}

/// Crossings from south to north in pairs: between the two of a pair lies the inside of the ring.
std::vector<std::size_t> partners_of(const std::vector<double>& crossings) {
    std::vector<std::size_t> order(crossings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return crossings[a] < crossings[b]; });
    std::vector<std::size_t> partner(crossings.size());
    for (std::size_t i = 0; i + 1 < order.size(); i += 2) {
        partner[order[i]] = order[i + 1];
        partner[order[i + 1]] = order[i];
    }
    return partner;
}

PlaneRing without_repeats(const PlaneRing& ring) {
    PlaneRing result;
    for (const Position& position : ring) {
        if (result.empty() || !(result.back() == position)) result.push_back(position);
    }
    while (result.size() > 1 && result.back() == result.front()) result.pop_back();
    return result;
}

/// Joins chains of one side along the meridian. nullopt when they do not fit: the ring was not simple.
std::optional<std::vector<PlaneRing>> joined(const std::vector<Chain>& chains,
                                             const std::vector<std::size_t>& partner) {
    std::vector<std::optional<std::size_t>> beginning_at(partner.size());
    for (std::size_t i = 0; i < chains.size(); ++i) beginning_at[chains[i].begin] = i;
    std::vector<bool> used(chains.size(), false);
    std::vector<PlaneRing> rings;
    for (std::size_t first = 0; first < chains.size(); ++first) {
        PlaneRing ring;
        for (std::size_t next = first; !used[next];) {
            used[next] = true;
            ring.insert(ring.end(), chains[next].positions.begin(), chains[next].positions.end());
            const auto following = beginning_at[partner[chains[next].end]];
            if (!following) return std::nullopt;
            next = *following;
            if (used[next] && next != first) return std::nullopt;
        }
        ring = without_repeats(ring);
        if (ring.size() >= 3 && signed_area(ring) > 0) rings.push_back(std::move(ring));
    }
    return rings;
}

}  // namespace

double signed_area(const PlaneRing& ring) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Position& a = ring[i];
        const Position& b = ring[(i + 1) % ring.size()];
        twice += (a.lon_deg - ring[0].lon_deg) * (b.lat_deg - ring[0].lat_deg) -
                 (b.lon_deg - ring[0].lon_deg) * (a.lat_deg - ring[0].lat_deg);
    }
    return twice / 2;
}

PlaneRing simplified(const PlaneRing& ring, const std::vector<bool>& keep, double tolerance_deg) {
    const std::size_t size = ring.size();
    if (size < 4) return ring;
    std::vector<bool> kept = keep;
    keep_extremes(ring, kept);
    std::vector<std::size_t> anchors;
    for (std::size_t i = 0; i < size; ++i) {
        if (kept[i]) anchors.push_back(i);
    }
    PlaneRing twice = ring;  // a span may run over the end
    twice.insert(twice.end(), ring.begin(), ring.end());
    std::vector<bool> kept_twice(2 * size, false);
    for (std::size_t a = 0; a < anchors.size(); ++a) {
        const std::size_t next = a + 1 < anchors.size() ? anchors[a + 1] : anchors.front() + size;
        keep_between(twice, anchors[a], next, tolerance_deg, kept_twice);
    }
    PlaneRing result;
    for (std::size_t i = 0; i < size; ++i) {
        if (kept[i] || kept_twice[i] || kept_twice[i + size]) result.push_back(ring[i]);
    }
    return result;
}

bool crosses_itself(const PlaneRing& ring) {
    const std::size_t size = ring.size();
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = i + 2; j < size; ++j) {
            if (i == 0 && j == size - 1) continue;  // neighbours over the end
            if (edges_cross(ring[i], ring[i + 1], ring[j], ring[(j + 1) % size])) return true;
        }
    }
    return false;
}

bool contains(const PlaneRing& ring, const Position& p) {
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Position& a = ring[i];
        const Position& b = ring[(i + 1) % ring.size()];
        if ((a.lat_deg > p.lat_deg) == (b.lat_deg > p.lat_deg)) continue;
        const double at = a.lon_deg + (p.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg) * (b.lon_deg - a.lon_deg);
        if (p.lon_deg < at) inside = !inside;
    }
    return inside;
}

double distance_to(const PlaneRing& ring, const Position& position) {
    double least = HUGE_VAL;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        least = std::min(least, distance_to_edge(position, ring[i], ring[(i + 1) % ring.size()]));
    }
    return least;
}

CutRings cut_along(const PlaneRing& ring, double meridian_deg) {
    const Chains chains = chains_of(ring, meridian_deg);
    if (chains.crossings.empty()) {
        const bool is_west =
            std::all_of(ring.begin(), ring.end(), [&](const Position& place) { return place.lon_deg <= meridian_deg; });
        return is_west ? CutRings{{ring}, {}} : CutRings{{}, {ring}};
    }
    const std::vector<std::size_t> partner = partners_of(chains.crossings);
    auto west = joined(chains.west, partner);
    auto east = joined(chains.east, partner);
    if (!west || !east) return {};
    return {std::move(*west), std::move(*east)};
}

}  // namespace cairn
