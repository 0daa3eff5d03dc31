// From the bytes of a stored chunk to its elements.
#pragma once

#include <cstdint>
#include <string_view>

#include "builder/probe/zarr/codecs/chain.hpp"
#include "builder/probe/zarr/codecs/source.hpp"

namespace cairn::zarr {

/// What the chunks of one array have in common, and what is left of its limits.
struct DecodeState {
    const FillElement* fill = nullptr;  ///< null: there is none, or it is not understood
    std::uint64_t most_decoded = 0;     ///< bytes of one chunk
    std::uint64_t texts_left = 0;       ///< bytes of texts of varying length that may still come
    std::uint64_t inner_chunks_left = 0;
    std::uint64_t absent_elements = 0;  ///< counted: within the array, in inner chunks that are not there
};

/// The elements of a chunk, in C order. `extent`: how many along each axis lie within the array; the others are read
/// only when that costs nothing. Throws Damage, Unsupported, Unreadable.
Elements decode_chunk(const Chain& chain, std::string_view stored, const Shape& extent, DecodeState& state);

/// Likewise of a shard that need not be read as a whole. Precondition: chain.can_be_read_in_parts().
Elements decode_shard(const Chain& chain, ByteSource& stored, const Shape& extent, DecodeState& state);

}  // namespace cairn::zarr
