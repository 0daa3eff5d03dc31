// The values of a whole (small) array: chunks found, decoded and put together.
#pragma once

#include <cstdint>
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

/// The fill value as one value of the array's model type; monostate when there is none or it cannot be understood
/// (`why_not` says so then, and is empty when there is none).
Values fill_value_of(const ArrayMetadata& array, std::string& why_not);

/// Names of codecs and filters of the array that this version cannot decode; empty: all can.
std::vector<std::string> unknown_codecs(const ArrayMetadata& array);

}  // namespace cairn::zarr
