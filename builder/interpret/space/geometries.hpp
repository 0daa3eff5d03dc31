// Points, lines and polygons by their nodes (CF section 7.5).
#pragma once

#include "builder/interpret/space/curvilinear.hpp"

namespace cairn {

/// What the nodes of a container cover, as far as its instances use them; the representative point of an instance does
/// not count.
CellsReading read_geometries(const Anatomy& anatomy, const Grid& grid, Findings& findings);

}  // namespace cairn
