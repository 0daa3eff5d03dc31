// The arrays that references belong to, and which of their chunks a key is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "builder/model/dataset.hpp"
#include "builder/probe/zarr/chunk_grid.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::references {

struct ArrayGrid {
    std::string path;  ///< "" is the root
    std::vector<std::uint64_t> shape;
    zarr::ChunkGrid chunks;
    zarr::ChunkKeys keys;
    std::vector<DimensionId> dimensions;  ///< empty when they do not fit the axes
    bool has_many_chunks = false;
    bool is_coordinate = false;  ///< its values are to be read
};

using ChunkIndex = std::vector<std::uint64_t>;

enum class KeyKind {
    chunk,
    outside,  ///< a chunk that the array does not have
    no_chunk  ///< not the key of a chunk
};

/// What a name ("0.1", "c/0/1") is for an array. `index` is set for chunk and outside.
KeyKind chunk_of(const ArrayGrid& array, std::string_view name, ChunkIndex& index);

class ArrayGrids {
  public:
    /// The arrays of a dataset that was read from this store.
    ArrayGrids(zarr::KeyStore& metadata, const Dataset& dataset);

    struct Found {
        const ArrayGrid* array = nullptr;  ///< nullptr: the key belongs to no array
        std::string_view name;             ///< of the chunk
    };
    Found find(std::string_view key);

    const std::vector<ArrayGrid>& all() const { return m_arrays; }

  private:
    const ArrayGrid* at(std::string_view path) const;

    std::vector<ArrayGrid> m_arrays;
    std::unordered_map<std::string_view, std::size_t> m_places;  ///< by path; views into m_arrays
    const ArrayGrid* m_last = nullptr;                           ///< neighbours belong to the same
};

}  // namespace cairn::references
