// Rays of a radar: gates at distances from its antenna (CfRadial).
#pragma once

#include <optional>

#include "builder/interpret/space/curvilinear.hpp"

namespace cairn {

/// The coordinate of a dimension of the variable that counts distances from an antenna: standard_name
/// projection_range_coordinate, or axis radial_range_coordinate.
std::optional<VariableId> range_coordinate(const Anatomy& anatomy, VariableId data);

/// The antenna and the last gate of each ray. Without azimuths rays go everywhere; elevations shorten them.
CellsReading read_radar(const Anatomy& anatomy, const Grid& grid, Findings& findings);

}  // namespace cairn
