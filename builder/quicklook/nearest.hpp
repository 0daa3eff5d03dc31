// What pixels show between the cells of a map.
#pragma once

#include "builder/quicklook/field.hpp"
#include "builder/quicklook/frame.hpp"

namespace cairn::quicklook {

/// Pixels without a cell take the value of the nearest one that is not too far: of dots a few pixels away, else a
/// little more than the distance between cells.
void fill(Field& field, const Frame& frame, bool is_earth, bool are_dots);

}  // namespace cairn::quicklook
