// STAC projection extension v2.0.0.
#pragma once

#include <string_view>

#include "builder/model/projection.hpp"
#include "json/value.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_projection = "https://stac-extensions.github.io/projection/v2.0.0/schema.json";

/// Sets what is known of "proj:code", "proj:wkt2", "proj:projjson", "proj:shape", "proj:transform" and "proj:bbox".
void add_projection(json::Value& object, const Projection& projection);

}  // namespace cairn::extensions
