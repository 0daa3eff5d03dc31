// STAC Zarr extension v1.1.0.
#pragma once

#include <string_view>

#include "base/json/value.hpp"
#include "builder/model/dataset.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_zarr = "https://stac-extensions.github.io/zarr/v1.1.0/schema.json";

/// "zarr:node_type", "zarr:zarr_format" and "zarr:consolidated" of an asset that is a group. Consolidated metadata
/// stand at the root of a store: who opens a group below it does not find them there.
void add_zarr_group(json::Value& asset, const StoreTraits& store, bool is_root);

}  // namespace cairn::extensions
