// What the walk finds: a path that holds data, and what its bytes say it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/storage/file_stamp.hpp"

namespace cairn {

/// `record`: a line of an inventory in the place of a file, which is not opened.
enum class Format { cdf1, cdf2, cdf5, hdf5, zarr2, zarr3, kerchunk_json, kerchunk_parquet, icechunk, record };

/// One file, or one folder that is a store.
struct Source {
    std::string path;  ///< on disk, the bytes the system uses (need not be UTF-8); of a record: "FILE:LINE"
    std::string
        relative;  ///< below the archive's root, '/' between components, valid UTF-8; the key that orders sources
    std::size_t archive = 0;  ///< index into Config::archives; behind these come Config::records
    Format format = Format::cdf1;
    FileStamp stamp;  ///< of a folder: its size is 0
};

/// Zarr stores, and references that stand for one.
bool is_store(Format format);

std::string_view name_of(Format format);        ///< "netCDF classic", "netCDF 64-bit offset", "HDF5", "Zarr v2", ...
std::string_view media_type_of(Format format);  ///< "application/netcdf", "application/x-hdf5", ...

}  // namespace cairn
