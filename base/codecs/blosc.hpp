// Blosc 1: a container of several compressors.
#pragma once

#include "base/codecs/bytes.hpp"
#include "base/codecs/decoded.hpp"

namespace cairn::codecs {

Decoded unblosc(Bytes in, Out out);

}  // namespace cairn::codecs
