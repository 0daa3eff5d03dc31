#include "builder/model/footprint.hpp"

#include <algorithm>
#include <cmath>

namespace cairn {

namespace {

/// What is nearer than this is one longitude: bbox_of writes six decimals, and coordinates in single precision are no
/// better.
constexpr double k_resolution_deg = 1e-6;

/// std::fmod(deg, 360), to the bit; its loop is for those who went round more than once.
double turned_once(double deg) {
    if (deg >= 0 && deg < 360) return deg;
    return deg >= 360 && deg < 720 ? deg - 360 : std::fmod(deg, 360);
}

/// Into [-180, 180): one spelling for each meridian.
double normalised(double lon_deg) {
    const double turned = turned_once(lon_deg + 180);
    const double result = (turned < 0 ? turned + 360 : turned) - 180;
    return result < 180 ? result : -180;  // -1e-15 + 360 is 360
}

double rounded(double degrees) {
    const double result = std::round(degrees * 1e6) / 1e6;
    return result == 0 ? 0 : result;  // no negative zero
}

}  // namespace

LonInterval LonInterval::full() {
    LonInterval result;
    result.m_state = State::full;
    return result;
}

LonInterval LonInterval::between(double west_deg, double east_deg) {
    if (east_deg < west_deg) east_deg += 360 * std::ceil((west_deg - east_deg) / 360);
    if (east_deg - west_deg >= 360 - k_resolution_deg) return full();
    double west = normalised(west_deg);
    double east = west + (east_deg - west_deg);
    if (east > 180 && east - 180 < k_resolution_deg)
        east = 180;  // by an error of rounding, not across the antimeridian
    if (east > 180 && 180 - west < k_resolution_deg) {
        west = -180;
        east -= 360;
    }
    LonInterval result;
    result.m_state = State::arc;
    result.m_west_deg = west;
    result.m_east_deg = east > 180 ? east - 360 : east;
    return result;
}

double LonInterval::width_deg() const {
    if (is_empty()) return 0;
    if (is_full()) return 360;
    return m_east_deg - m_west_deg + (m_west_deg > m_east_deg ? 360 : 0);
}

bool LonInterval::contains(double lon_deg) const {
    if (m_state != State::arc) return is_full();
    double from_west = normalised(lon_deg) - m_west_deg;
    if (from_west < 0) from_west += 360;
    return from_west <= width_deg();
}

namespace {

/// An arc that ends at the antimeridian, spelled so that it has all edges there that `intervals` have, as plain numbers
/// too: who compares boxes takes -180 and 180 for different places.
LonInterval with_spelling(const LonInterval& arc, std::span<const LonInterval> intervals) {
    bool has_minus = false;
    bool has_plus = false;
    for (const LonInterval& interval : intervals) {
        if (interval.is_empty()) continue;
        has_minus = has_minus || interval.west_deg() == -180 || interval.east_deg() == -180;
        has_plus = has_plus || interval.west_deg() == 180 || interval.east_deg() == 180;
    }
    const auto is_there = [](double lon_deg) { return lon_deg == 180 || lon_deg == -180; };
    if (arc.is_full() || arc.is_empty()) return arc;
    const double west = is_there(arc.west_deg()) ? (has_plus ? 180 : -180) : arc.west_deg();
    const double east = is_there(arc.east_deg()) ? (has_minus ? -180 : 180) : arc.east_deg();
    return LonInterval::arc(west, east);
}

}  // namespace

LonInterval hull(std::span<const LonInterval> intervals) {
    std::vector<std::pair<double, double>> arcs;  // west in [-180, 180), east = west + width
    for (const LonInterval& interval : intervals) {
        if (interval.is_full()) return LonInterval::full();
        if (!interval.is_empty()) {
            const double west = normalised(interval.west_deg());
            arcs.emplace_back(west, west + interval.width_deg());
        }
    }
    if (arcs.empty()) return {};
    std::sort(arcs.begin(), arcs.end());
    double end = arcs.front().second;
    for (const auto& [west, east] : arcs) end = std::max(end, east);
    double begin = arcs.front().first;  // the hull starts at the end of the largest gap
    double covered_to = end - 360;      // arcs that wrap also cover the beginning of the circle
    double largest_gap = begin - covered_to;
    for (const auto& [west, east] : arcs) {
        if (west - covered_to > largest_gap) {
            largest_gap = west - covered_to;
            begin = west;
            end = covered_to + 360;
        }
        covered_to = std::max(covered_to, east);
    }
    if (largest_gap <= 0) return LonInterval::full();
    return with_spelling(LonInterval::between(begin, std::max(begin, end)), intervals);
}

std::optional<Box> hull(std::span<const Box> boxes) {
    if (boxes.empty()) return std::nullopt;
    std::vector<LonInterval> lons;
    lons.reserve(boxes.size());
    LatInterval lat = boxes.front().lat;
    for (const Box& box : boxes) {
        lons.push_back(box.lon);
        lat = {std::min(lat.south_deg, box.lat.south_deg), std::max(lat.north_deg, box.lat.north_deg)};
    }
    return Box{hull(lons), lat};
}

std::array<double, 4> bbox_of(const Box& box) {
    return {rounded(box.lon.west_deg()), rounded(box.lat.south_deg), rounded(box.lon.east_deg()),
            rounded(box.lat.north_deg)};
}

Outline outline_of(const Box& box) {
    const auto [west, south, east, north] = bbox_of(box);
    const auto ring = [south = south, north = north](double from, double to) {
        return std::vector<Position>{{from, south}, {to, south}, {to, north}, {from, north}, {from, south}};
    };
    if (west <= east) return {{ring(west, east)}};
    Outline outline;
    if (west < 180) outline.rings.push_back(ring(west, 180));
    if (east > -180) outline.rings.push_back(ring(-180, east));
    return outline;
}

namespace {

/// Squared distance of a position from an edge.
double squared_distance(const Position& p, const Position& a, const Position& b) {
    const double dx = b.lon_deg - a.lon_deg;
    const double dy = b.lat_deg - a.lat_deg;
    const double length = dx * dx + dy * dy;
    const double along = length > 0 ? ((p.lon_deg - a.lon_deg) * dx + (p.lat_deg - a.lat_deg) * dy) / length : 0;
    const double t = std::clamp(along, 0.0, 1.0);
    const double x = p.lon_deg - (a.lon_deg + t * dx);
    const double y = p.lat_deg - (a.lat_deg + t * dy);
    return x * x + y * y;
}

bool lies_on(const Position& position, const Outline& outline, double tolerance_deg) {
    for (const std::vector<Position>& ring : outline.rings) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            if (squared_distance(position, ring[i - 1], ring[i]) <= tolerance_deg * tolerance_deg) return true;
        }
    }
    return false;
}

bool all_lie_on(const Outline& positions, const Outline& outline, double tolerance_deg) {
    return std::all_of(positions.rings.begin(), positions.rings.end(), [&](const std::vector<Position>& ring) {
        return std::all_of(ring.begin(), ring.end(),
                           [&](const Position& position) { return lies_on(position, outline, tolerance_deg); });
    });
}

}  // namespace

bool are_alike(const Outline& a, const Outline& b, double tolerance_deg) {
    return a.rings.size() == b.rings.size() && all_lie_on(a, b, tolerance_deg) && all_lie_on(b, a, tolerance_deg);
}

std::string_view name_of(Evidence evidence) {
    switch (evidence) {
        case Evidence::bounds:
            return "bounds";
        case Evidence::coordinates:
            return "coordinates";
        case Evidence::metadata:
            return "metadata";
        case Evidence::file_name:
            return "file name";
        case Evidence::guess:
            return "guess";
        case Evidence::configuration:
            return "configuration";
        case Evidence::none:
            return "none";
    }
    return "none";
}

}  // namespace cairn
