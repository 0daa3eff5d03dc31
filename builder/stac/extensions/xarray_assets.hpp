// STAC xarray-assets extension v1.0.0: "xarray:open_kwargs" and "xarray:storage_options" of assets.
#pragma once

#include <string_view>

namespace cairn::extensions {

inline constexpr std::string_view k_xarray_assets =
    "https://stac-extensions.github.io/xarray-assets/v1.0.0/schema.json";

}  // namespace cairn::extensions
