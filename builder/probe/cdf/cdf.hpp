// Reads netCDF classic files (CDF-1, CDF-2 and CDF-5) without libnetcdf.
#pragma once

#include <variant>

#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"
#include "builder/probe/cdf/header.hpp"
#include "builder/probe/native_result.hpp"
#include "builder/probe/reader.hpp"

namespace cairn {

/// Dataset::reader is "native-cdf". Problems, without a path: "probe/damaged" with the offset, "probe/truncated".
/// Declines only headers of more than k_largest_cdf_header bytes. Throws std::system_error when the disk fails.
Outcome<NativeResult> read_cdf(WindowedBytes& bytes, const ReadLimits& limits);

/// The same through `windows`, whose first read holds the headers and fixed coordinates of most files.
Outcome<NativeResult> read_cdf_file(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits);

using CdfOrDeclined = std::variant<CdfHeader, Declined>;

/// The same with the places of all values; the dataset in it is that of read_cdf.
Outcome<CdfOrDeclined> read_cdf_whole(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits);

}  // namespace cairn
