// Scientific citation extension 1.0.0: DOI, citation and publications.
#pragma once

#include <string_view>

#include "base/json/value.hpp"
#include "builder/model/description.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_scientific = "https://stac-extensions.github.io/scientific/v1.0.0/schema.json";

/// Sets "sci:doi", "sci:citation" and "sci:publications", as far as they are known.
void add_scientific(json::Value& object, const Description& description);

}  // namespace cairn::extensions
