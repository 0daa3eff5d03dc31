// Grids on the axes of a projection: their reference system, their place in it, and on the Earth.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "builder/interpret/space/cell_places.hpp"
#include "builder/interpret/space/grid_mapping.hpp"
#include "builder/interpret/space/grids.hpp"
#include "builder/interpret/space/plane_footprint.hpp"
#include "builder/model/projection.hpp"

namespace cairn {

struct ProjectedReading {
    std::shared_ptr<const Projection> projection;  ///< null: not known, or plain longitude and latitude
    std::string
        axis_system;  ///< what the values of the axes as written are in: "EPSG:32632", else WKT2; empty: neither
    PlaneFootprint footprint;
    bool from_bounds = false;
    std::string why_not;  ///< why there is no footprint
    std::string guess;    ///< what had to be assumed; else empty
};

/// The system of places that are no axes (grid.latitude and grid.longitude are y and x); its system is null, and the
/// reason, where none is known.
PlaneSystem plane_system(const Anatomy& anatomy, const Grid& grid, Findings& findings, std::string& why_not);

/// Reads a grid with x and y axes, or with a mapping that has a transform. Never throws on what a file says.
ProjectedReading read_projected(const Anatomy& anatomy, const Grid& grid, Findings& findings);

}  // namespace cairn
