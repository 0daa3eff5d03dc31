// The elements of one dataset, whatever its layout. For coordinates: nothing here is meant for data variables.
#pragma once

#include "builder/probe/hdf5/dataspace.hpp"
#include "builder/probe/hdf5/storage.hpp"

namespace cairn::hdf5 {

/// In C order, each as in the file; at most 32 MiB. Where chunks were never written, the fill value.
Buffer read_raw_values(File& file, const Storage& storage, const Dataspace& space, std::uint32_t element_size);

/// The first and the last row along the first dimension alone; of one or two dimensions, neither empty.
Buffer read_raw_ends(File& file, const Storage& storage, const Dataspace& space, std::uint32_t element_size);

}  // namespace cairn::hdf5
