// Shards: many inner chunks in one value of the store, with an index of (offset, size) at its start or end (Zarr v3,
// codec sharding_indexed 1.0).
#pragma once

#include "builder/probe/zarr/codecs/decode.hpp"

namespace cairn::zarr {

/// The elements before the array steps of `chain`; `extent` has their axes. Only the index and inner chunks that the
/// extent touches are read, and what is not there has the fill value.
Elements read_shard(const Chain& chain, ByteSource& source, const Shape& extent, DecodeState& state);

}  // namespace cairn::zarr
