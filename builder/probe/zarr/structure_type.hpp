// Structured types: described by their JSON and their size; their values are not read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "builder/probe/zarr/array_metadata.hpp"

namespace cairn::zarr {

enum class ZarrVersion { v2, v3 };

/// Is this one of the names that implementations give structured types of v3?
bool is_structure_name(std::string_view name);

/// v2: a list of [name, type] or [name, type, shape]; v3: an object whose configuration has `fields`.
std::optional<DataType> structure_type(const json::Value& type, ZarrVersion version, std::string& why_not);

}  // namespace cairn::zarr
