// HDF5 files by their signature.
#pragma once

#include <optional>
#include <string_view>

#include "base/storage/byte_access.hpp"
#include "builder/model/source.hpp"

namespace cairn::hdf5 {

/// The signature stands at 0, 512, 1024, 2048, ... up to the size (HDF5 file format, section II.A). A tar or zip
/// archive whose first member is an HDF5 file has that member's signature where a user block may end, and is none.
std::optional<Format> format_of_file(const ByteAccess& file, std::string_view head);

}  // namespace cairn::hdf5
