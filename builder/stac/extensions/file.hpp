// STAC file extension v2.1.0.
#pragma once

#include <string_view>

#include "base/json/value.hpp"
#include "builder/model/plan.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_file = "https://stac-extensions.github.io/file/v2.1.0/schema.json";

/// "file:size" and, where it is known, "file:checksum" of an asset that is a file.
void add_file(json::Value& asset, const Entry& entry);

}  // namespace cairn::extensions
