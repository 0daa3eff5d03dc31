// The interval of latitudes that an axis covers.
#pragma once

#include <optional>
#include <string>

#include "builder/interpret/space/cells.hpp"
#include "builder/model/footprint.hpp"
#include "builder/model/policies.hpp"

namespace cairn {

struct LatCoverage {
    std::optional<LatInterval> interval;  ///< nullopt: not known, see why_not
    bool from_bounds = false;
    double spacing_deg = 0;  ///< mean distance between neighbours; 0 for a single value
    bool is_void = false;    ///< all values are missing
    std::string why_not;
    std::string explanation;  ///< bounds that were not used, and why; cells that were inferred
};

/// From cells in degrees north. Bounds beat values. Bounds may stand over a pole by half a step (those of a value at
/// the pole) and end there; with bounds beyond that none is used.
/// Without bounds, values are the places of cells, but for cells that end exactly at a pole (half_cells_to_poles) and,
/// by that policy, the half cells of regular axes.
LatCoverage latitude_coverage(const Cells& cells_deg, HalfCellPolicy half_cells = HalfCellPolicy::none);

}  // namespace cairn
