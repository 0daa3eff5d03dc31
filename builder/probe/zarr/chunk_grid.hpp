// Which chunks an array has, and under which keys.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "builder/probe/zarr/array_metadata.hpp"

namespace cairn::zarr {

/// The regular grid of chunks over an array whose lengths and chunk lengths are not 0.
class ChunkGrid {
  public:
    using Shape = std::vector<std::uint64_t>;

    ChunkGrid(Shape shape, Shape chunk_shape);

    const Shape& counts() const { return m_counts; }  ///< chunks along each axis
    Shape index_of(std::uint64_t number) const;       ///< of the chunk of this number in C order
    Shape origin_of(const Shape& index) const;        ///< its first element
    Shape extent_of(const Shape& index) const;        ///< how much of it lies within the array

  private:
    Shape m_shape;
    Shape m_chunk_shape;
    Shape m_counts;
};

/// "lat/0.0", "c/0/0"; `path` is the array's, "" at the root.
std::string chunk_key(std::string_view path, const ChunkKeys& keys, const std::vector<std::uint64_t>& index);

/// "a/b" of "a" and "b", and either alone when the other is empty.
std::string joined_key(std::string_view path, std::string_view name);

}  // namespace cairn::zarr
