// Version extension 1.2.0: which version a document is, what came before and after it, and what is not to be used any
// more.
#pragma once

#include <string_view>

namespace cairn::extensions {

inline constexpr std::string_view k_version = "https://stac-extensions.github.io/version/v1.2.0/schema.json";

}  // namespace cairn::extensions
