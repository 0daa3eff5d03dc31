// Which dimensions the variables of a file have.
#pragma once

#include "builder/probe/hdf5/found_file.hpp"

namespace cairn::hdf5 {

/// Gives every variable its dimension_ids: by the scales attached to it, or by phony dimensions, which are added to its
/// group. Throws Unsupported where libnetcdf finds no dimension either.
void match_dimensions(FoundFile& found);

/// The file as a dataset: dimensions in order of their numbers, unlimited ones as long as the longest variable; no
/// values yet. Moves names and attributes out of `found`.
Dataset to_dataset(FoundFile& found);

}  // namespace cairn::hdf5
