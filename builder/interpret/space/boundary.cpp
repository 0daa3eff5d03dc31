#include "builder/interpret/space/boundary.hpp"

#include <algorithm>
#include <cmath>

#include "builder/interpret/space/polygon_cut.hpp"
#include "builder/interpret/space/sphere.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_positions = 20'000;  ///< of a walk; more are no edge of a grid that was read
constexpr std::size_t k_most_in_outline = 400;    ///< a document has the outline of each of its assets
constexpr std::size_t k_most_inside_tested = 200;
constexpr double k_sliver_deg = 1e-5;  ///< a metre

double turned_by_whole(double lon_deg, double turns) { return lon_deg + 360 * turns; }

/// Each longitude within half a turn of the one before.
PlaneRing unwrapped(std::span<const Position> walk) {
    PlaneRing plane(walk.begin(), walk.end());
    for (std::size_t i = 1; i < plane.size(); ++i) {
        plane[i].lon_deg = turned_towards(plane[i].lon_deg, plane[i - 1].lon_deg);
    }
    return plane;
}

int turns_of_plane(const PlaneRing& plane) {
    if (plane.empty()) return 0;
    const double back = turned_towards(plane.front().lon_deg, plane.back().lon_deg);
    return static_cast<int>(std::lround((back - plane.front().lon_deg) / 360));
}

/// Begins and ends where the walk crosses the antimeridian, so that one ring is enough: from -180 to 180.
PlaneRing from_antimeridian(const PlaneRing& plane) {
    const double first = plane.front().lon_deg;
    const double meridian = 180 + 360 * std::floor((first - 180) / 360 + 1);  // beyond the first, within a turn
    std::size_t behind = 1;
    const auto lon_at = [&](std::size_t i) { return i < plane.size() ? plane[i].lon_deg : first + 360; };
    while (behind < plane.size() && lon_at(behind) < meridian) ++behind;
    const Position& before = plane[behind - 1];
    const double lat_behind = behind < plane.size() ? plane[behind].lat_deg : plane.front().lat_deg;
    const double share = (meridian - before.lon_deg) / (lon_at(behind) - before.lon_deg);
    const double lat = before.lat_deg + share * (lat_behind - before.lat_deg);
    PlaneRing chain{{-180, lat}};
    for (std::size_t i = 0; i < plane.size(); ++i) {
        Position place = plane[(behind + i) % plane.size()];
        place.lon_deg += (behind + i < plane.size() ? 0 : 360) - meridian - 180;
        chain.push_back(place);
    }
    chain.push_back({180, lat});
    return chain;
}

/// A position as it lies nearest to the middle of a ring, and the turns beside it.
bool lies_within(const PlaneRing& ring, const Position& place, double tolerance) {
    const auto [west, east] = std::minmax_element(
        ring.begin(), ring.end(), [](const Position& a, const Position& b) { return a.lon_deg < b.lon_deg; });
    const double middle = turned_towards(place.lon_deg, (west->lon_deg + east->lon_deg) / 2);
    for (const double turns : {0, -1, 1}) {
        const Position turned{turned_by_whole(middle, turns), place.lat_deg};
        if (contains(ring, turned) || distance_to(ring, turned) <= tolerance) return true;
    }
    return false;
}

bool encloses(const PlaneRing& ring, std::span<const Position> inside, double tolerance) {
    const std::size_t stride = inside.size() / k_most_inside_tested + 1;
    for (std::size_t i = 0; i < inside.size(); i += stride) {
        if (!lies_within(ring, inside[i], tolerance)) return false;
    }
    return true;
}

/// As few positions as the tolerance allows.
std::optional<PlaneRing> simple_ring(PlaneRing ring, const std::vector<bool>& keep, double tolerance) {
    ring = simplified(ring, keep, tolerance);
    if (ring.size() < 3 || ring.size() > k_most_in_outline || crosses_itself(ring)) return std::nullopt;
    const double area = signed_area(ring);
    if (area == 0) return std::nullopt;
    if (area < 0) std::reverse(ring.begin(), ring.end());
    return ring;
}

/// The area between a chain from -180 to 180 and a pole.
std::optional<PlaneRing> closed_over_pole(const PlaneRing& chain, double pole_deg, double tolerance) {
    PlaneRing ring = chain;
    ring.push_back({180, pole_deg});
    ring.push_back({-180, pole_deg});
    std::vector<bool> keep(ring.size(), false);
    keep.front() = keep[chain.size() - 1] = keep[chain.size()] = keep[chain.size() + 1] = true;
    return simple_ring(std::move(ring), keep, tolerance);
}

std::optional<PlaneRing> ring_around(PlaneRing plane, std::span<const Position> inside, double tolerance) {
    const int turns = turns_of_plane(plane);
    if (turns == 0) {
        auto ring = simple_ring(plane, std::vector<bool>(plane.size(), false), tolerance);
        return ring && encloses(*ring, inside, tolerance) ? ring : std::nullopt;
    }
    if (std::abs(turns) > 1) return std::nullopt;
    if (turns < 0) {
        std::reverse(plane.begin(), plane.end());
        plane = unwrapped(plane);
    }
    const PlaneRing chain = from_antimeridian(plane);
    for (const double pole_deg : {90.0, -90.0}) {
        auto ring = closed_over_pole(chain, pole_deg, tolerance);
        if (ring && encloses(*ring, inside, tolerance)) return ring;
    }
    return std::nullopt;
}

/// What rounding leaves on the other side of the antimeridian.
bool is_sliver(const PlaneRing& ring) {
    const auto [west, east] = std::minmax_element(
        ring.begin(), ring.end(), [](const Position& a, const Position& b) { return a.lon_deg < b.lon_deg; });
    return east->lon_deg - west->lon_deg < k_sliver_deg;
}

/// Cut at every antimeridian, and each part turned to where longitudes are written. nullopt when that fails.
std::optional<Outline> within_one_turn(const PlaneRing& ring) {
    const auto [west, east] = std::minmax_element(
        ring.begin(), ring.end(), [](const Position& a, const Position& b) { return a.lon_deg < b.lon_deg; });
    if (east->lon_deg - west->lon_deg > 360 + 1e-6) return std::nullopt;
    Outline outline;
    std::vector<PlaneRing> left{ring};
    const double last_turn = std::floor((east->lon_deg + 180) / 360);
    for (double turn = std::floor((west->lon_deg + 180) / 360); !left.empty() && turn <= last_turn; ++turn) {
        std::vector<PlaneRing> beyond;
        for (const PlaneRing& part : left) {
            CutRings cut = cut_along(part, 180 + 360 * turn);
            if (cut.west.empty() && cut.east.empty()) return std::nullopt;
            for (PlaneRing& piece : cut.west) {
                if (is_sliver(piece)) continue;
                for (Position& place : piece) place.lon_deg = std::clamp(place.lon_deg - 360 * turn, -180.0, 180.0);
                piece.push_back(piece.front());
                outline.rings.push_back(std::move(piece));
            }
            for (PlaneRing& piece : cut.east) beyond.push_back(std::move(piece));
        }
        left = std::move(beyond);
    }
    if (!left.empty() || outline.rings.empty()) return std::nullopt;
    return outline;
}

}  // namespace

double outline_tolerance(double cell_deg, double greatest_deg) { return std::min(greatest_deg, cell_deg / 4); }

double turned_towards(double lon_deg, double near_deg) { return near_deg + shorter_way_deg(near_deg, lon_deg); }

int turns_of(std::span<const Position> walk) { return turns_of_plane(unwrapped(walk)); }

LonInterval longitudes_along(std::span<const Position> walk) {
    if (walk.empty()) return {};
    const PlaneRing plane = unwrapped(walk);
    const auto [west, east] = std::minmax_element(
        plane.begin(), plane.end(), [](const Position& a, const Position& b) { return a.lon_deg < b.lon_deg; });
    return LonInterval::between(west->lon_deg, east->lon_deg);
}

std::optional<Outline> outline_around(std::span<const Position> walk, std::span<const Position> inside,
                                      double tolerance_deg) {
    if (walk.size() < 3 || walk.size() > k_most_positions) return std::nullopt;
    const bool usable = std::all_of(walk.begin(), walk.end(), [](const Position& place) {
        return std::isfinite(place.lon_deg) && std::abs(place.lon_deg) <= 1080 && std::abs(place.lat_deg) <= 90;
    });
    if (!usable) return std::nullopt;
    const auto ring = ring_around(unwrapped(walk), inside, tolerance_deg);
    return ring ? within_one_turn(*ring) : std::nullopt;
}

}  // namespace cairn
