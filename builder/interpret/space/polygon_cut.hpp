// Polygons in a plane: simplified, tested and measured by Boost.Geometry, and cut along a line, which it cannot do so that
// the parts of a ring on one side stay rings of their own.
#pragma once

#include <span>
#include <vector>

#include "builder/model/footprint.hpp"

namespace cairn {

/// In the plane of longitude and latitude, where longitude need not lie within a turn. Not closed: the last position
/// is not the first again.
using PlaneRing = std::vector<Position>;

double signed_area(const PlaneRing& ring);  ///< positive when counterclockwise

/// Douglas-Peucker: what is left is a part of the positions, and nothing left out is farther than the tolerance from
/// it. The westernmost, easternmost, southernmost and northernmost are kept, and so are those marked. The recursion may
/// be as deep as there are positions (measured: 48 bytes of stack each): callers bound them.
PlaneRing simplified(const PlaneRing& ring, const std::vector<bool>& keep, double tolerance_deg);

bool crosses_itself(const PlaneRing& ring);  ///< or touches itself, which no polygon of GeoJSON may

/// Inside of the ring, or no farther from its edges than the tolerance.
bool is_within(const PlaneRing& ring, const Position& position, double tolerance_deg);

/// The parts west (first) and east of a meridian, counterclockwise as the ring. Empty when the ring is not simple.
struct CutRings {
    std::vector<PlaneRing> west;
    std::vector<PlaneRing> east;
};
CutRings cut_along(const PlaneRing& ring, double meridian_deg);

}  // namespace cairn
