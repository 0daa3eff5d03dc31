// Zarr stores in zip archives by their directory. Stores in folders are told by the names of their metadata alone
// (probe/formats.cpp).
#pragma once

#include <optional>
#include <string_view>

#include "base/storage/byte_access.hpp"
#include "builder/model/source.hpp"

namespace cairn::zarr {

/// A zip archive with the metadata of a store at its top or in its single top folder: what it holds is at its end.
std::optional<Format> format_of_file(const ByteAccess& file, std::string_view head);

}  // namespace cairn::zarr
