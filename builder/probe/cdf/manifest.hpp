// Where all values of a netCDF classic file are: arithmetic alone, however large the file.
#pragma once

#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"
#include "builder/probe/manifest_result.hpp"
#include "builder/probe/reader.hpp"

namespace cairn::cdf {

/// The dataset is as read_cdf_file has it, and so are the problems. Throws std::system_error when the disk fails.
Outcome<ManifestResult> read_manifest(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits,
                                      const DimensionOfFiles& dimension_of_files);

}  // namespace cairn::cdf
