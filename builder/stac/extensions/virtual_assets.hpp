// STAC virtual-assets extension v1.0.0: "vrt:hrefs" stands on the asset of references (stac/store.hpp).
#pragma once

#include <string_view>

namespace cairn::extensions {

inline constexpr std::string_view k_virtual_assets =
    "https://stac-extensions.github.io/virtual-assets/v1.0.0/schema.json";

}  // namespace cairn::extensions
