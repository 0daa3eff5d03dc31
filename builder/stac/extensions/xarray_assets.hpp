// xarray-assets extension 1.0.0: how xarray opens an asset that it would not open as it is.
#pragma once

#include <string_view>

#include "base/json/value.hpp"
#include "builder/model/granule.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_xarray_assets =
    "https://stac-extensions.github.io/xarray-assets/v1.0.0/schema.json";

/// Sets "xarray:open_kwargs", the keyword arguments of xarray.open_dataset; nothing where the defaults serve.
/// `engine`: where the address does not show it; may be empty. `arguments` may be nullptr.
void add_open_arguments(json::Value& asset, const OpenArguments* arguments, std::string_view engine = {});

}  // namespace cairn::extensions
