// Distances on a sphere.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "builder/model/footprint.hpp"

namespace cairn {

/// Along the great circle, in degrees of arc (haversine: good for small distances, too).
inline double distance_deg(const Position& a, const Position& b) {
    constexpr double k_radians = std::numbers::pi / 180;
    const double dlat = std::sin((b.lat_deg - a.lat_deg) * k_radians / 2);
    const double dlon = std::sin((b.lon_deg - a.lon_deg) * k_radians / 2);
    const double h = dlat * dlat + std::cos(a.lat_deg * k_radians) * std::cos(b.lat_deg * k_radians) * dlon * dlon;
    return 2 * std::asin(std::min(1.0, std::sqrt(h))) / k_radians;
}

/// The signed way from one longitude to another, the shorter one.
inline double shorter_way_deg(double from, double to) {
    const double difference = to - from;
    if (std::abs(difference) <= 180) return difference;
    if (std::abs(difference) < 540) return difference - std::copysign(360, difference);
    return std::remainder(difference, 360);
}

/// Whether two places are no farther apart than that. Most neighbours are told without a sine: the way along the
/// parallel and the meridian is never shorter than the great circle, that along the meridian alone never longer.
inline bool within_deg(const Position& a, const Position& b, double limit_deg) {
    const double dlat = std::abs(b.lat_deg - a.lat_deg);
    if (dlat > limit_deg) return false;
    if (dlat + std::abs(shorter_way_deg(a.lon_deg, b.lon_deg)) <= limit_deg) return true;
    return distance_deg(a, b) <= limit_deg;
}

}  // namespace cairn
