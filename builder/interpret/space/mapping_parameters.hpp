// The parameters of CF's grid mappings (appendix F) as a PROJ string.
#pragma once

#include <vector>

#include "builder/interpret/space/grid_mapping.hpp"

namespace cairn {

/// Sets `parameters`, `figure_is_stated` and `angle_height_m` of a mapping whose cf_name is set, or its `problem`.
/// `to_metre`: length of the unit of x and y.
void read_parameters(const std::vector<Attribute>& attributes, double to_metre, GridMapping& mapping);

}  // namespace cairn
