// Bytes on their way through codecs, in the names of the Zarr reader.
#pragma once

#include "base/codecs/buffer.hpp"
#include "base/codecs/bytes.hpp"

namespace cairn::zarr {

using codecs::Buffer;
using codecs::ByteOrder;
using codecs::Bytes;
using codecs::bytes_of;
using codecs::load_bits;
using codecs::Out;
using codecs::store_bits;
using codecs::text_of;

}  // namespace cairn::zarr
