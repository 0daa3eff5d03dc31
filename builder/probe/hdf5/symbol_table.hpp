// The groups of HDF5 before 1.8, which most files still have (specification III.A.1, III.B, III.C, III.D).
#pragma once

#include "builder/probe/hdf5/links.hpp"

namespace cairn::hdf5 {

/// `body`: of a symbol table message. In order of name.
std::vector<Link> read_symbol_table(File& file, Cursor body);

}  // namespace cairn::hdf5
