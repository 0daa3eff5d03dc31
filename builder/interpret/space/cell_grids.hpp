// Discrete global grids: what states that a variable lies on one, in CF, in the dggs convention of Zarr, and in xdggs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "builder/interpret/anatomy.hpp"

namespace cairn {

struct CellGrid {
    std::string name;                      ///< "healpix", "h3", ...
    std::vector<Attribute> attributes;     ///< refinement_level, indexing_scheme, nside, ...
    std::optional<VariableId> index;       ///< the coordinate that says which cell each one is
    std::optional<DimensionId> dimension;  ///< of the cells
};

/// By the grid mapping of the variable, by the attribute `dggs` of it or of a group around it, or by a coordinate on
/// one of its dimensions that has the attribute `grid_name`. nullopt: none says so.
std::optional<CellGrid> cell_grid_of(const Anatomy& anatomy, VariableId data);

}  // namespace cairn
