// Where all chunks of an HDF5 file are.
#pragma once

#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"
#include "builder/probe/manifest_result.hpp"
#include "builder/probe/reader.hpp"

namespace cairn::hdf5 {

/// The dataset is as read_hdf5_file has it. A variable to which no reference can lead is refused alone; problems are
/// those of read_hdf5_file. Throws std::system_error when the disk fails.
Outcome<ManifestResult> read_manifest(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits,
                                      const DimensionOfFiles& dimension_of_files);

}  // namespace cairn::hdf5
