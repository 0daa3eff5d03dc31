// STAC CF extension v0.2.0: "cf:parameter" on assets.
#pragma once

#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/model/plan.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_cf = "https://stac-extensions.github.io/cf/v0.2.0/schema.json";

/// One parameter for each standard name of a data variable, with its unit. Returns whether there was one.
bool add_cf_parameters(json::Value& asset, const Cube& cube);

/// All parameters of a collection, for its summaries: the extension wants them there when a Collection uses it.
json::Value cf_parameters(const std::vector<CfParameter>& parameters);

}  // namespace cairn::extensions
