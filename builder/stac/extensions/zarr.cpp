#include "builder/stac/extensions/zarr.hpp"

namespace cairn::extensions {

void add_zarr_group(json::Value& asset, const StoreTraits& store, bool is_root) {
    json::set(asset, "zarr:node_type", "group");
    json::set(asset, "zarr:zarr_format", json::integer(store.zarr_version));
    json::set(asset, "zarr:consolidated", json::boolean(is_root && store.consolidated));
}

}  // namespace cairn::extensions
