// STAC alternate-assets extension v1.2.0: "alternate" of assets (stac/store.hpp).
#pragma once

#include <string_view>

namespace cairn::extensions {

inline constexpr std::string_view k_alternate_assets =
    "https://stac-extensions.github.io/alternate-assets/v1.2.0/schema.json";

}  // namespace cairn::extensions
