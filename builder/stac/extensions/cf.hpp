// STAC CF extension v0.2.0: "cf:parameter" on assets.
#pragma once

#include <string_view>

#include "builder/model/cube.hpp"
#include "json/value.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_cf = "https://stac-extensions.github.io/cf/v0.2.0/schema.json";

/// One parameter for each standard name of a data variable, with its unit. Returns whether there was one.
bool add_cf_parameters(json::Value& asset, const Cube& cube);

}  // namespace cairn::extensions
