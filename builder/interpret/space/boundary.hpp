// From a walk around a grid to the outline of its footprint.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "builder/model/footprint.hpp"

namespace cairn {

/// How far an outline may lie from the edge it stands for: a quarter of a cell, at most what the policy says
/// (Policies::footprint_tolerance_deg).
double outline_tolerance(double cell_deg, double greatest_deg);

/// The outline of the area on one side of a walk: that which has the positions `inside`. `walk`: the edge, in any
/// convention of longitude, not closed, neighbours less than half a turn apart. A walk that goes round a pole encloses
/// that one which makes `inside` lie within. nullopt when the walk crosses itself, winds more than once, or does not
/// enclose what is inside: then the box says it more honestly.
std::optional<Outline> outline_around(std::span<const Position> walk, std::span<const Position> inside,
                                      double tolerance_deg);

/// The longitudes that a walk touches: each step the shorter way.
LonInterval longitudes_along(std::span<const Position> walk);

/// The signed number of turns eastwards around the axis of the Earth that a closed walk makes.
int turns_of(std::span<const Position> walk);

/// `lon_deg` or a full turn from it: that which is nearest to `near_deg`.
double turned_towards(double lon_deg, double near_deg);

}  // namespace cairn
