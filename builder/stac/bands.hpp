// Bands of an asset: STAC's common metadata with the raster, eo, projection and cf extensions.
#pragma once

#include <vector>

#include "base/json/value.hpp"
#include "builder/model/band.hpp"

namespace cairn {

/// Sets "bands". What all bands share of `data_type`, `nodata`, "raster:scale" and "raster:offset" is said once, on the
/// asset. Nothing without bands.
void add_bands(json::Value& asset, const std::vector<Band>& bands);

}  // namespace cairn
