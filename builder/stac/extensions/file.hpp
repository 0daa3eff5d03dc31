// STAC file extension v2.1.0.
#pragma once

#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "builder/model/source.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_file = "https://stac-extensions.github.io/file/v2.1.0/schema.json";

/// "file:size" of an asset that is a file.
void add_file(json::Value& asset, const Source& source);

/// "file:checksum": a multihash in hexadecimal digits; empty: none.
void add_checksum(json::Value& asset, const std::string& multihash);

}  // namespace cairn::extensions
