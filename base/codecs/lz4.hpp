// LZ4 blocks, and the two framings that chunks have.
#pragma once

#include "base/codecs/bytes.hpp"
#include "base/codecs/decoded.hpp"

namespace cairn::codecs {

bool fills_from_lz4(Bytes block, Out out);  ///< one block that becomes exactly as many bytes

Decoded unlz4_numcodecs(Bytes in, Out out);  ///< the size as four little-endian bytes, then one block
/// HDF5 filter 32004: sizes are big-endian (8 bytes of the whole, 4 of a block, 4 before each), blocks that do not
/// shrink are stored.
Decoded unlz4_hdf5(Bytes in, Out out);

}  // namespace cairn::codecs
