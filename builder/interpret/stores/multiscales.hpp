// Which groups or arrays below a group are resolutions of one and the same content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

/// The levels that the attribute `multiscales` of a group lists, as paths relative to the group, in its order: `layout`
/// of the Zarr convention, `datasets` of OME-NGFF (0.4 in `multiscales`, 0.5 in `ome`), matrices of a GeoZarr
/// `tile_matrix_set`. nullopt without the attribute.
std::optional<std::vector<std::string>> multiscale_levels(const std::vector<Attribute>& attributes);

}  // namespace cairn
