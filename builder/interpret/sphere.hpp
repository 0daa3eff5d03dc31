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

}  // namespace cairn
