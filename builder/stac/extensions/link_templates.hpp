// STAC link-templates extension v1.0.0: "linkTemplates" of stores (stac/store.hpp).
#pragma once

#include <string_view>

namespace cairn::extensions {

inline constexpr std::string_view k_link_templates =
    "https://stac-extensions.github.io/link-templates/v1.0.0/schema.json";

}  // namespace cairn::extensions
