// Levels of a pyramid that are stores beside each other: "0.zarr", "1.zarr", ... (probe/zarr/pyramid.hpp).
#pragma once

#include <cstdint>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

/// The groups below the root that are levels, the finest first; empty: the groups of the store are something else. Only
/// levels are below a root that has nothing of its own.
std::vector<std::uint32_t> sibling_levels(const Dataset& dataset);

}  // namespace cairn
