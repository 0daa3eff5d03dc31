// From the root group to every dataset, in the order in which libnetcdf meets them: it numbers dimensions so.
#pragma once

#include "builder/probe/hdf5/found_file.hpp"
#include "builder/probe/hdf5/global_heap.hpp"

namespace cairn::hdf5 {

/// `heap` and `shared` stay with the caller for reading values later. Throws Damage, Unsupported, Refused.
FoundFile walk(File& file, SharedMessages& shared, GlobalHeap& heap, std::uint64_t root);

}  // namespace cairn::hdf5
