// The HDF5 filter 32008: the bits of a block's values transposed, so that bits of the same significance lie together,
// then maybe compressed. Debian has no library of it. Format: github.com/kiyo-masui/bitshuffle, "bshuf_h5filter".
#pragma once

#include <cstdint>
#include <vector>

#include "base/codecs/bytes.hpp"
#include "base/codecs/decoded.hpp"

namespace cairn::codecs {

/// The parameters are the filter's: version (two), bytes of a value, values a block (0: the default), compression (0
/// none, 2 LZ4, 3 Zstandard).
Decoded unbitshuffle(const std::vector<std::uint32_t>& parameters, Bytes in, Out out);

/// One block: bit k of byte j of value i stands in row 8 j + k, at bit i of the row. `in` holds a multiple of 8 values.
void transpose_bits_back(Bytes in, Out out, std::size_t width);

}  // namespace cairn::codecs
