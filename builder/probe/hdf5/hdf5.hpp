// Reads netCDF-4 and other HDF5 files without libnetcdf and libhdf5: headers and the values of coordinates.
#pragma once

#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"
#include "builder/probe/native_result.hpp"
#include "builder/probe/reader.hpp"

namespace cairn {

/// Dataset::reader is "native-hdf5"; everything else is as libnetcdf 4.9 has it, or the file is declined. Problems,
/// without a path: "probe/damaged" with the offset, "probe/truncated", "probe/too-many-groups", and "probe/unreadable"
/// for a link to another file. Throws std::system_error when the disk fails.
Outcome<NativeResult> read_hdf5(WindowedBytes& bytes, const ReadLimits& limits);

/// The same through `windows`.
Outcome<NativeResult> read_hdf5_file(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits);

}  // namespace cairn
