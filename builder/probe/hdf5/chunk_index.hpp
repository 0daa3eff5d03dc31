// Where the chunks of a dataset are, whichever index they have (specification III.A.1, VII).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "builder/probe/hdf5/dataspace.hpp"
#include "builder/probe/hdf5/storage.hpp"

namespace cairn::hdf5 {

constexpr std::uint64_t k_most_chunks = 4'000'000;  ///< of one dataset, that are looked for

struct Chunk {
    std::uint64_t number = 0;  ///< in C order of the chunks that the dataset has now
    std::uint64_t address = k_undefined;
    std::uint64_t stored_size = 0;
    std::uint32_t filter_mask = 0;
};

/// How a dataset is divided into chunks.
struct ChunkGrid {
    std::vector<std::uint64_t> counts;   ///< along each dimension, of the dataset as it is now
    std::vector<std::uint64_t> largest;  ///< of the dataset as large as it may grow; k_undefined: unlimited
    std::uint64_t chunk_bytes = 0;       ///< before filters
    std::uint64_t total = 0;
    bool is_of_ends = false;  ///< only chunks that hold a part of the first or the last row are looked for

    /// False when the chunk is not (any more) a part of the dataset, or not looked for.
    bool number_of(const std::vector<std::uint64_t>& position, std::uint64_t& number) const;

    std::uint64_t wanted() const;  ///< how many are looked for
};

ChunkGrid chunk_grid(const Dataspace& space, const Layout& layout, std::uint32_t element_size);

/// The chunks that exist and are looked for, each once; those that were never written are left out.
std::vector<Chunk> chunks_of(File& file, const Storage& storage, const ChunkGrid& grid);

/// Bytes of the field that holds the stored size of a filtered chunk in the newer indexes.
std::size_t stored_size_width(std::uint64_t chunk_bytes);

/// One entry of a fixed or extensible array. `entry` holds an address and, for filtered chunks, size and mask.
Chunk decode_entry(Cursor& entry, bool is_filtered, const ChunkGrid& grid);

/// Entries in the order of the array, until `visit` is called for `count` of them. An address may be undefined.
void for_each_fixed_array_entry(File& file, std::uint64_t address, bool is_filtered, const ChunkGrid& grid,
                                const std::function<void(std::uint64_t index, const Chunk& chunk)>& visit);
void for_each_extensible_array_entry(File& file, std::uint64_t address, bool is_filtered, const ChunkGrid& grid,
                                     const std::function<void(std::uint64_t index, const Chunk& chunk)>& visit);

}  // namespace cairn::hdf5
