// The values of the coordinates of an HDF5 file.
#pragma once

#include "builder/probe/hdf5/found_file.hpp"
#include "builder/probe/hdf5/global_heap.hpp"
#include "builder/probe/reader.hpp"

namespace cairn::hdf5 {

/// `dataset` is what was made of `found`.
void read_coordinates(File& file, GlobalHeap& heap, const FoundFile& found, Dataset& dataset, const ReadLimits& limits);

}  // namespace cairn::hdf5
