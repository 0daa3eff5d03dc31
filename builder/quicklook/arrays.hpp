// The arrays of a file or a store: its coordinates with their values, and parts of others that are read piece by piece.
#pragma once

#include <string>

#include "builder/model/source.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/references/locations.hpp"
#include "builder/probe/zarr/part_reader.hpp"

namespace cairn::quicklook {

/// Calls `work` once, with the dataset of a netCDF or HDF5 file, of a Zarr store, or of references that lead where
/// `reachable` allows. Why it could not, in words; empty: it did. Throws std::system_error when the disk fails,
/// TimeIsUp when `limits` says so, and what `work` throws. Threads: any number.
std::string with_arrays(const Source& source, const ReadLimits& limits, const references::Reachable& reachable,
                        const zarr::PartWork& work);

}  // namespace cairn::quicklook
