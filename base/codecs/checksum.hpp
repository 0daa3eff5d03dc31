// Checksums of metadata and chunks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace cairn::codecs {

/// Bob Jenkins' lookup3, of the metadata of HDF5 (specification III.A and wherever a structure has a version with one).
std::uint32_t lookup3(std::span<const std::byte> bytes);

/// Fletcher's with 16-bit words, of the chunks of HDF5 (filter 3) and numcodecs.
std::uint32_t fletcher32(std::span<const std::byte> bytes);

std::uint32_t crc32(std::span<const std::byte> bytes);    ///< of zip, gzip and numcodecs
std::uint32_t adler32(std::span<const std::byte> bytes);  ///< RFC 1950
std::uint32_t crc32c(std::span<const std::byte> bytes);   ///< Castagnoli's polynomial (RFC 3720, B.4), of Zarr v3

}  // namespace cairn::codecs
