// The extents that global attributes claim (Attribute Convention for Data Discovery), held against the coordinates.
#pragma once

#include "builder/interpret/findings.hpp"
#include "builder/interpret/footprint.hpp"
#include "builder/model/granule.hpp"

namespace cairn {

/// Notes each claim that disagrees with the coordinates by more than their spacing or a day. The coordinates always
/// win; where they give nothing the claims are not used either, and the reason says that they exist.
void compare_with_attributes(const Dataset& dataset, const SpaceReading& space, Granule& granule, Findings& findings);

}  // namespace cairn
