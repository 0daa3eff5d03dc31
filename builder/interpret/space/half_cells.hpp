// The outer cells of an axis without bounds, where its values define them.
#pragma once

#include <vector>

namespace cairn {

/// How many degrees before the first and after the last value (the least and the greatest) the outer cells end; 0 where
/// the values do not tell.
struct HalfCells {
    double low_deg = 0;
    double high_deg = 0;
    bool is_gaussian = false;
};

/// Half a step on both sides of three or more values at equal steps (to a hundredth: axes in float32 are no better), in
/// any order of rising or falling; nothing of all others.
HalfCells half_cells_of(const std::vector<double>& values);

/// Cells that end exactly at a pole: half a step beyond the last latitude of a regular axis, or those of a Gaussian
/// grid, whose outermost cells have no other end. A part of a Gaussian grid counts when it has four latitudes or more
/// beside the pole.
HalfCells half_cells_to_poles(const std::vector<double>& latitudes);

}  // namespace cairn
