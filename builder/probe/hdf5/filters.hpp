// What was done to a chunk before it was stored, and how it is undone (specification IV.A.2.l, and the registered
// filters of The HDF Group).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/codecs/buffer.hpp"
#include "builder/probe/hdf5/file.hpp"

namespace cairn::hdf5 {

using codecs::Buffer;

enum class FilterId : std::uint16_t {
    deflate = 1,
    shuffle = 2,
    fletcher32 = 3,
    szip = 4,
    nbit = 5,
    scaleoffset = 6,
    bzip2 = 307,
    blosc = 32001,
    lz4 = 32004,
    bitshuffle = 32008,
    zstd = 32015,
};

struct Filter {
    FilterId id{};
    std::vector<std::uint32_t> parameters;
};

std::vector<Filter> decode_filters(Cursor body);

/// How many bytes filters may make of a chunk, in the end and in between: some data grows when it is compressed.
std::uint64_t most_stored_bytes(std::uint64_t chunk_bytes);

/// Empty when this reader can undo the filter.
std::string reason_not_to_undo(const Filter& filter);

/// Undoes filters, one chunk after the other; the buffers are used again. Threads: one.
class Unfilter {
  public:
    /// The bytes of a chunk before its filters, exactly `size` of them, valid until the next call. Bit n of the mask:
    /// filter n was left out. Throws Damage when a checksum or the compressed data is wrong, Unsupported for filters
    /// that this reader does not know.
    std::span<const std::byte> undo(const std::vector<Filter>& filters, std::uint32_t mask, const Cursor& stored,
                                    std::uint64_t size);

  private:
    std::span<const std::byte> undo_one(const Filter& filter, std::span<const std::byte> in, const Cursor& chunk,
                                        std::uint64_t most);

    Buffer m_buffers[2];
    unsigned m_next = 0;  ///< the buffer that the next filter writes into
};

}  // namespace cairn::hdf5
