// Where: the place of the grids of a dataset on the Earth, or the reason why it is not known.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "builder/interpret/space/grids.hpp"
#include "builder/model/footprint.hpp"
#include "builder/model/projection.hpp"

namespace cairn {

struct SpaceReading {
    Footprint footprint;
    bool is_void = false;    ///< the coordinates of a grid hold no place at all, not even a wrong one
    double spacing_deg = 0;  ///< the widest distance between neighbours on any axis used: how far attributes may be off
    std::shared_ptr<const Projection> projection;    ///< when all grids have this one; else null
    std::map<VariableId, std::string> axis_systems;  ///< of x and y axes in a system's own units: its code, else WKT2
    std::set<VariableId> x_axes;                     ///< those of them that are x
    std::vector<std::pair<DimensionId, Box>> cells;  ///< boxes of dimensions of cells or points that are no grid
};

/// The union over all grids, bounds before centres, coordinates before projections. No box when that of any grid is not
/// known (but for grids whose coordinates were never written, where others have a place: a note says so), when a value
/// is no latitude or longitude, or when one of the two is missing: never a wrong one, never the globe by default. An
/// outline when all grids have the same.
SpaceReading read_space(const Anatomy& anatomy, Findings& findings);

}  // namespace cairn
