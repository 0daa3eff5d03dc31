// STAC eo extension v2.0.0: its members stand in bands (stac/bands.hpp).
#pragma once

#include <string_view>

namespace cairn::extensions {

inline constexpr std::string_view k_eo = "https://stac-extensions.github.io/eo/v2.0.0/schema.json";

/// Whether a name is one of the extension's common names of bands; others may not stand in "eo:common_name".
bool is_common_name(std::string_view name);

}  // namespace cairn::extensions
