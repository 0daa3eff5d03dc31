// The values of arrays: chunks found, decoded, and put together or given on piece by piece.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/dataset.hpp"
#include "builder/probe/zarr/array_metadata.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::zarr {

struct ArrayValues {
    Values values;                ///< in C order; monostate when they could not be read
    std::string missing_because;  ///< why: "chunk 'lat/0': codec 'lzma' is not known", with the key
    bool damaged = false;         ///< the reason is damage (or an attack), not something unknown or absent
    bool unreadable = false;      ///< the reason is that a chunk that is there could not be fetched
    enum class Refused { nothing, unknown_codec, limit };
    Refused refused = Refused::nothing;  ///< whether the reason is a codec, or a limit of this version
    std::string remark;                  ///< what was mended in values that are there; empty: nothing
    /// Chunks that are not there: their elements have the fill value.
    std::vector<std::string> absent_chunks;  ///< keys, at most the first ten; inner chunks of shards are not named
    std::uint64_t absent_elements = 0;       ///< how many elements have the fill value because their chunk is absent
};

/// Reads all chunks of the array at `path` ("" is the root). The caller has checked that the array is small
/// (ValueBudget); a chunk is at most `largest_chunk_bytes` when decoded. Never throws for what is in the store.
ArrayValues read_values(KeyStore& store, std::string_view path, const ArrayMetadata& array,
                        std::uint64_t largest_chunk_bytes);

/// A part of an array.
struct Block {
    std::vector<std::uint64_t> origin;  ///< its first element, along each axis
    std::vector<std::uint64_t> extent;  ///< elements along each axis
    Values values;                      ///< in C order
};
using BlockTaker = std::function<void(const Block& block)>;

/// Likewise of an array of any size, whose values go to `take` in blocks of at most `most_elements`: what is held is a
/// chunk and a block. The result has no values; blocks that were taken before a failure are not taken back.
ArrayValues read_blocks(KeyStore& store, std::string_view path, const ArrayMetadata& array,
                        std::uint64_t largest_chunk_bytes, std::uint64_t most_elements, const BlockTaker& take);

/// The fill value as one value of the array's model type; monostate when there is none or it cannot be understood
/// (`why_not` says so then, and is empty when there is none).
Values fill_value_of(const ArrayMetadata& array, std::string& why_not);

/// Names of codecs and filters of the array that this version cannot decode; empty: all can.
std::vector<std::string> unknown_codecs(const ArrayMetadata& array);

}  // namespace cairn::zarr
