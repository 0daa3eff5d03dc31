// STAC projection extension v2.0.0: the fields "proj:...".
#pragma once

#include <string_view>

#include "base/json/value.hpp"
#include "builder/model/projection.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_projection = "https://stac-extensions.github.io/projection/v2.0.0/schema.json";

/// Sets proj:code (null when the system is in no registry), proj:wkt2 and proj:projjson where there is no code,
/// proj:shape, proj:transform and proj:bbox, where known. `object`: the properties of an Item, or an asset.
void add_projection(json::Value& object, const Projection& projection);

}  // namespace cairn::extensions
