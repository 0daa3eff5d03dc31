// Polygons in a plane: simplified, tested, and cut along a line. Boost.Geometry was tried for all but the cut: areas
// and crossings were the same on 600 random rings, but its simplify keeps the first position of a ring, wherever that
// is on a straight edge, so that outlines got a position that means nothing, and it has no way to keep the extreme
// positions.
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
/// it. The westernmost, easternmost, southernmost and northernmost are kept, and so are those marked.
PlaneRing simplified(const PlaneRing& ring, const std::vector<bool>& keep, double tolerance_deg);

bool crosses_itself(const PlaneRing& ring);  ///< quadratic in the number of positions
bool contains(const PlaneRing& ring, const Position& position);
double distance_to(const PlaneRing& ring, const Position& position);  ///< to its edges

/// The parts west (first) and east of a meridian, counterclockwise as the ring. Empty when the ring is not simple.
struct CutRings {
    std::vector<PlaneRing> west;
    std::vector<PlaneRing> east;
};
CutRings cut_along(const PlaneRing& ring, double meridian_deg);

}  // namespace cairn
