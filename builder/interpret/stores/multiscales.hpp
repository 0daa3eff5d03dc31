// Which groups or arrays below a group are resolutions of one and the same content.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

/// The levels that the attribute `multiscales` of a group lists, as paths relative to the group, in its order: `layout`
/// of the Zarr convention, `datasets` of OME-NGFF (0.4 in `multiscales`, 0.5 in `ome`), matrices of a GeoZarr
/// `tile_matrix_set`. nullopt without the attribute.
std::optional<std::vector<std::string>> multiscale_levels(const std::vector<Attribute>& attributes);

/// Whether a group follows the Zarr convention "multiscales" (github.com/zarr-conventions/multiscales, v1) in all that
/// it demands: `zarr_conventions` names it, `layout` has levels, each with the path of a group or an array that is
/// there, and a level that is derived from another says by which transform. OME-NGFF and tile matrix sets are others.
/// `is_there`: of a path relative to the group.
bool follows_multiscales(const std::vector<Attribute>& attributes,
                         const std::function<bool(std::string_view path)>& is_there);

}  // namespace cairn
