// The interval of latitudes that an axis covers.
#pragma once

#include <optional>
#include <string>

#include "builder/interpret/space/cells.hpp"
#include "builder/model/footprint.hpp"

namespace cairn {

struct LatCoverage {
    std::optional<LatInterval> interval;  ///< nullopt: not known, see why_not
    bool from_bounds = false;
    double spacing_deg = 0;  ///< mean distance between neighbours; 0 for a single value
    std::string why_not;
    std::string explanation;  ///< bounds that were not used, and why
};

/// From cells in degrees north. Bounds beat values. Bounds may stand over a pole by half a step (those of a value at
/// the pole) and end there; with bounds beyond that none is used.
LatCoverage latitude_coverage(const Cells& cells_deg);

}  // namespace cairn
