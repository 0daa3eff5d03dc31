// Where an HDF5 file begins (specification II.A and II.B).
#pragma once

#include <cstdint>

#include "builder/probe/hdf5/file.hpp"

namespace cairn::hdf5 {

struct Superblock {
    std::uint8_t version = 0;
    std::uint64_t extension = k_undefined;
    std::uint64_t root = k_undefined;  ///< address of the root group's object header
};

/// Looks for the signature at 0, 512, 1024, 2048, ...; tells `file` its base address and widths. Throws Refused when
/// the file ends before its superblock says.
Superblock read_superblock(File& file);

}  // namespace cairn::hdf5
