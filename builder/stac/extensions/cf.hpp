// STAC CF extension v0.3.0: "cf:standard_name" of objects about one quantity; "cf:cell_methods" stands on variables
// (extensions/datacube.hpp).
#pragma once

#include <string_view>

#include "base/json/value.hpp"
#include "builder/model/cube.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_cf = "https://stac-extensions.github.io/cf/v0.3.0/schema.json";

/// "cf:standard_name" where all data variables that have a standard name have the same: the extension has one name an
/// object, and the cube has that of each variable. Returns whether it was set.
bool add_standard_name(json::Value& object, const Cube& cube);

/// The same for an asset, with the `unit` in which all these variables have the quantity.
bool add_quantity(json::Value& asset, const Cube& cube);

}  // namespace cairn::extensions
