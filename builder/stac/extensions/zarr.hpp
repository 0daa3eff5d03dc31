// STAC Zarr extension v1.1.0.
#pragma once

#include <string_view>

#include "base/json/value.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_zarr = "https://stac-extensions.github.io/zarr/v1.1.0/schema.json";

/// "zarr:node_type", "zarr:zarr_format" and "zarr:consolidated" of an asset that is a group. `consolidated`: of this
/// group: who opens a group below the root does not find what stands at the root.
void add_zarr_group(json::Value& asset, int zarr_version, bool consolidated);

}  // namespace cairn::extensions
