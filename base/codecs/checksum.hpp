// The checksums of HDF5: of metadata Bob Jenkins' lookup3 (specification III.A and wherever a structure has a version
// with one), of chunks Fletcher's with 16-bit words (filter 3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace cairn::hdf5 {

std::uint32_t lookup3(std::span<const std::byte> bytes);
std::uint32_t fletcher32(std::span<const std::byte> bytes);

}  // namespace cairn::hdf5
