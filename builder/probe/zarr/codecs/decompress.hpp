// The codecs of base/codecs in the errors of the Zarr reader.
#pragma once

#include <cstddef>

#include "base/codecs/decoded.hpp"
#include "builder/probe/zarr/codecs/bytes.hpp"

namespace cairn::zarr {

using Decompressor = codecs::Decoded (*)(Bytes in, Out out);

/// How many bytes were written into `out`. Throws Damage for damaged data and for what does not fit, Unsupported when
/// the library lacks the compressor.
std::size_t decompressed(Decompressor decompress, Bytes in, Out out);

}  // namespace cairn::zarr
