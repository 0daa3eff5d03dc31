// STAC raster extension v2.0.0: its members stand in bands (stac/bands.hpp).
#pragma once

#include <string_view>

namespace cairn::extensions {

inline constexpr std::string_view k_raster = "https://stac-extensions.github.io/raster/v2.0.0/schema.json";

}  // namespace cairn::extensions
