// bzip2, whose library only has streams.
#pragma once

#include "base/codecs/bytes.hpp"
#include "base/codecs/decoded.hpp"

namespace cairn::codecs {

enum class Bzip2Streams {
    first,  ///< what follows the first stream is not looked at (the HDF5 filter)
    all     ///< one after the other, and nothing else
};

Decoded unbzip2(Bytes in, Out out, Bzip2Streams streams);

}  // namespace cairn::codecs
