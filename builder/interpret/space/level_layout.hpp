// The levels of a pyramid, as the multiscales convention of Zarr lays them out.
#pragma once

#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

/// What the `layout` of the nearest group around a level says of it, as attributes: spatial:transform and
/// spatial:shape, stated, or derived from another level by scale and translation. Empty: the group is no level, or the
/// layout says nothing of its place.
std::vector<Attribute> level_attributes(const Dataset& dataset, std::uint32_t group);

}  // namespace cairn
