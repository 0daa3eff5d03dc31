// Values of the coordinates of a netCDF classic file.
#pragma once

#include "base/storage/positioned.hpp"
#include "builder/probe/cdf/header.hpp"
#include "builder/probe/reader.hpp"

namespace cairn {

/// Fills in the values of the variables that coordinates_to_read names, or why they are missing. The places of all
/// variables are inside the file. False when the file has become shorter than it was.
bool read_coordinates(CdfHeader& header, WindowedBytes& bytes, const ReadLimits& limits);

}  // namespace cairn
