// Authentication extension 1.1.0: how clients get to restricted data, as the configuration says.
#pragma once

#include <string_view>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_authentication =
    "https://stac-extensions.github.io/authentication/v1.1.0/schema.json";

/// Sets "auth:schemes" in the properties of an Item, or at the top of a Collection: those that the rule names.
void add_schemes(json::Value& object, const CollectionRule& rule, const Config& config);

/// Sets "auth:refs" of an asset or a link to data.
void add_refs(json::Value& object, const CollectionRule& rule);

}  // namespace cairn::extensions
