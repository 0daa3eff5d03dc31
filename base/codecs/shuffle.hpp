// The shuffle filter of HDF5 and numcodecs: bytes of the same significance lie together.
#pragma once

#include "base/codecs/bytes.hpp"

namespace cairn::codecs {

/// `width` bytes make a value; `out` has the size of `in`. Bytes at the end that make no value stay where they are.
void unshuffle(Bytes in, Out out, std::size_t width);

}  // namespace cairn::codecs
