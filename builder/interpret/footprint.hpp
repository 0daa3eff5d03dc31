// Where: the box of the rectilinear grids of a dataset, or the reason why there is none.
#pragma once

#include "builder/interpret/grids.hpp"
#include "builder/model/footprint.hpp"

namespace cairn {

struct SpaceReading {
    Footprint footprint;
    double spacing_deg = 0;  ///< the widest distance between neighbours on any axis used: how far attributes may be off
};

/// The union over all rectilinear grids, bounds before centres. No box when any grid is of another kind (its extent is
/// not on its axes), when a value is no latitude or longitude, or when one of the two is missing: never a wrong one,
/// never the globe by default.
SpaceReading read_space(const Anatomy& anatomy, Findings& findings);

}  // namespace cairn
