// STAC datacube extension v2.3.0: "cube:dimensions" and "cube:variables".
#pragma once

#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/model/cube.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_datacube = "https://stac-extensions.github.io/datacube/v2.3.0/schema.json";

/// Sets both members (native values, as they stand in the files; times in UTC). Returns false, and sets nothing, for a
/// cube without dimensions: the extension requires them.
bool add_datacube(json::Value& object, const Cube& cube, const std::vector<TemporalExtent>& temporal);

}  // namespace cairn::extensions
