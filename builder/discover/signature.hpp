// What a file is, from its first bytes. The table of formats: a new format is one row here and one reader in probe/.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "builder/model/source.hpp"

namespace cairn {

/// Random access to the bytes of a file of `size_bytes`: fills at most `count` bytes from `offset`, returns what could
/// be read.
struct ByteAccess {
    std::uint64_t size_bytes = 0;
    std::function<std::string(std::uint64_t offset, std::size_t count)> read;
};

/// The format of a file, or nullopt when no row of the table fits. CDF 1, 2 and 5 by magic and version; HDF5 by its
/// signature at 0, 512, 1024, 2048, ... up to the size (HDF5 file format, section II.A); kerchunk by the first 64 KiB
/// of a JSON object: the metadata keys of a Zarr store (".zgroup", "var/.zarray") with references as values, in "refs"
/// or at the root, or "version" with "refs"; Zarr v3 and v2 by the directory of a zip archive (zip_directory.hpp).
std::optional<Format> format_of(const ByteAccess& file);

/// The format of a folder, or nullopt for a plain one: Zarr v3 (zarr.json), Zarr v2 (.zgroup, .zarray, .zmetadata),
/// kerchunk Parquet (.zmetadata with "record_size").
std::optional<Format> format_of_folder(const std::string& path);

/// Whether a file of this name may make its folder a store: a quick test before `format_of_folder`.
bool marks_a_store(std::string_view file_name);

/// Whether a name claims to be data (".nc", ".nc4", ".cdf", ".h5", ".hdf5", ".he5", ".zarr", ".zarr.zip", ...): then
/// bytes that say nothing are a problem, not a file of no concern.
bool claims_to_be_data(std::string_view file_name);

}  // namespace cairn
