// Which chunks an array has, and under which keys.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "builder/probe/zarr/array_metadata.hpp"

namespace cairn::zarr {

/// The chunks over an array: all of one shape, or along each axis of lengths of their own.
class ChunkGrid {
  public:
    using Shape = std::vector<std::uint64_t>;
    struct Span {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
    };

    ChunkGrid() = default;
    explicit ChunkGrid(const ArrayMetadata& array);

    const Shape& counts() const { return m_counts; }  ///< chunks along each axis; 0 along an axis without elements
    Shape index_of(std::uint64_t number) const;       ///< of the chunk of this number in C order
    Span span_of(std::size_t axis, std::uint64_t number) const;  ///< elements of the axis within the array
    Shape origin_of(const Shape& index) const;                   ///< its first element
    Shape extent_of(const Shape& index) const;                   ///< how much of it lies within the array
    Shape stored_shape_of(const Shape& index) const;             ///< all of it, also beyond the array
    bool is_regular() const { return m_runs.empty(); }
    const Shape& largest() const { return m_chunk_shape; }  ///< the longest chunk along each axis

  private:
    ChunkRuns::Chunk chunk_of(std::size_t axis, std::uint64_t number) const;

    Shape m_shape;
    Shape m_chunk_shape;
    std::vector<ChunkRuns> m_runs;  ///< empty: all chunks have m_chunk_shape
    Shape m_counts;
};

/// "lat/0.0", "c/0/0"; `path` is the array's, "" at the root.
std::string chunk_key(std::string_view path, const ChunkKeys& keys, const std::vector<std::uint64_t>& index);

/// "a/b" of "a" and "b", and either alone when the other is empty.
std::string joined_key(std::string_view path, std::string_view name);

}  // namespace cairn::zarr
