// Grids with two-dimensional latitudes and longitudes (oceans, swaths, regional models).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "builder/interpret/anatomy.hpp"
#include "builder/interpret/findings.hpp"
#include "builder/interpret/space/grids.hpp"
#include "builder/model/footprint.hpp"

namespace cairn {

struct CellsReading {
    std::optional<Box> box;
    std::shared_ptr<const Outline> outline;  ///< null: the box says as much, or there is no simple outline
    double spacing_deg = 0;                  ///< distance of neighbours, great circle; the median
    bool from_bounds = false;
    bool is_void = false;  ///< its coordinates hold no place at all: nothing was ever written there
    std::string why_not;   ///< why there is no box
};

/// From all cells that have a place: masked ones (missing, out of range, zeros that stand for nothing) are skipped.
/// Vertices beat centres where they lie around them. Longitudes by the largest gap on the circle; a pole counts when
/// cells surround it, also over the seam of a grid that goes round and over the fold of a tripolar one. A patch has its
/// edge as outline; a grid that goes round, is folded or has holes at its edge has the box.
CellsReading read_curvilinear(const Anatomy& anatomy, const Grid& grid, Findings& findings);

}  // namespace cairn
