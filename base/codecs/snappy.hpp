// Snappy blocks without a framing, as Parquet pages have them.
#pragma once

#include "base/codecs/bytes.hpp"
#include "base/codecs/decoded.hpp"

namespace cairn::codecs {

Decoded unsnappy(Bytes in, Out out);

}  // namespace cairn::codecs
