// kerchunk references: JSON by its first keys, Parquet sets by the metadata beside them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/storage/byte_access.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/folder_look.hpp"

namespace cairn::references {

/// The first 64 KiB of a JSON object, plain or in a zstd frame.
std::optional<Format> format_of_file(const ByteAccess& file, std::string_view head);

/// Whether a text (the first bytes of one) is a kerchunk reference set: version 1 ("version", "refs" with the keys of a
/// Zarr store) or version 0 (the keys of a Zarr store at the root). `is_whole`: nothing of the file is missing.
bool is_kerchunk_text(std::string_view text, bool is_whole);

/// fsspec writes the references of all arrays to Parquet, and their metadata to one .zmetadata with "record_size", the
/// number of references a file. A folder that is a store by itself is none.
bool is_parquet_set(const FolderLook& folder);

}  // namespace cairn::references
