// SZIP as HDF5 stores it (filter 4): the size as four little-endian bytes, then the stream.
#pragma once

#include <cstdint>
#include <vector>

#include "base/codecs/bytes.hpp"
#include "base/codecs/decoded.hpp"

namespace cairn::codecs {

/// The parameters are HDF5's: options, pixels a block, bits a pixel, pixels a scan line.
Decoded unszip(const std::vector<std::uint32_t>& parameters, Bytes in, Out out);

}  // namespace cairn::codecs
