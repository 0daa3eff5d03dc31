#include "builder/stac/extensions/zarr.hpp"

namespace cairn::extensions {

void add_zarr_group(json::Value& asset, int zarr_version, bool consolidated) {
    json::set(asset, "zarr:node_type", "group");
    json::set(asset, "zarr:zarr_format", json::integer(zarr_version));
    json::set(asset, "zarr:consolidated", json::boolean(consolidated));
}

}  // namespace cairn::extensions
