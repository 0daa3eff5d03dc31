// NetCDF classic files by their first bytes.
#pragma once

#include <optional>
#include <string_view>

#include "base/storage/byte_access.hpp"
#include "builder/model/source.hpp"

namespace cairn::cdf {

/// "CDF" and the version: 1, 2 or 5 (netCDF classic format specification, "magic").
std::optional<Format> format_of_file(const ByteAccess& file, std::string_view head);

}  // namespace cairn::cdf
