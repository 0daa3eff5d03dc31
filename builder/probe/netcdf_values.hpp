// Values of coordinate variables of a file that libnetcdf has open.
#pragma once

#include "builder/probe/netcdf_header.hpp"
#include "builder/probe/reader.hpp"

namespace cairn {

/// Fills in the values of the variables that coordinates_to_read names; a failure is said in values_missing_because.
void read_coordinates(OpenDataset& open, const ReadLimits& limits);

}  // namespace cairn
