// Cells that a mesh makes of nodes: UGRID, MPAS, FVCOM.
#pragma once

#include "builder/interpret/space/cell_places.hpp"
#include "builder/interpret/space/grids.hpp"

namespace cairn {

/// Gives cells their vertices by the connectivity of their mesh, and a centre where the file has none. Cells that stay
/// as they are: those of nodes, and of a mesh whose connectivity cannot be used (a note says why).
/// `plane`: in which nodes are written; nullptr: latitudes and longitudes.
void take_mesh_cells(const Anatomy& anatomy, const Grid& grid, const PlaneSystem* plane, CellPlaces& cells,
                     Findings& findings);

}  // namespace cairn
