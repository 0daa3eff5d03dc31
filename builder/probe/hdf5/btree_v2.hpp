// The B-tree that indexes dense links and attributes, huge heap objects and chunks (specification III.A.2).
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>

#include "builder/probe/hdf5/file.hpp"

namespace cairn::hdf5 {

/// Every record in order. `visit` must not read the file: the record is a view of it. Throws Damage when the tree is of
/// none of the expected types, or does not hold as many records as it says.
void for_each_record(File& file, std::uint64_t tree, std::initializer_list<unsigned> expected_types,
                     const std::function<void(Cursor record)>& visit);

}  // namespace cairn::hdf5
