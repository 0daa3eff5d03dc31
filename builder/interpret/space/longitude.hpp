// The interval of longitudes that an axis covers.
#pragma once

#include <optional>
#include <string>

#include "builder/interpret/space/cells.hpp"
#include "builder/model/footprint.hpp"
#include "builder/model/policies.hpp"

namespace cairn {

/// Whether a number can be a longitude. Oceans on tripolar grids (HYCOM) count on to 1019 degrees, and nothing says
/// where others stop; what remains outside are metres and fill values that nobody declared (-999, 9999).
bool is_longitude(double value);

/// A longitude that went round more than once, less whole turns: within -360 and 720, where it stays as it is.
double within_two_turns(double lon_deg);

struct LonCoverage {
    LonInterval interval;  ///< empty: not known, see why_not
    bool from_bounds = false;
    double spacing_deg = 0;  ///< mean distance between neighbours; 0 for a single value
    bool is_void = false;    ///< all values are missing
    std::string why_not;
    std::string explanation;  ///< how it was found
};

/// From cells in degrees east, in any convention (0 to 360, -180 to 180, 20 to 380). Bounds beat values. The axis goes
/// round the globe when its cells leave no gap, or (values only) when it is regular and one step more closes the
/// circle. Neither a shift by 360, nor reversal, nor another start of a cyclic axis changes the result.
LonCoverage longitude_coverage(const Cells& cells_deg, HalfCellPolicy half_cells = HalfCellPolicy::none);

}  // namespace cairn
