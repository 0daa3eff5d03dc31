#include "builder/probe/zarr/chunk_grid.hpp"

#include <algorithm>

namespace cairn::zarr {

ChunkGrid::ChunkGrid(const ArrayMetadata& array)
    : m_shape(array.shape), m_chunk_shape(array.chunk_shape), m_runs(array.chunk_runs), m_counts(m_shape.size()) {
    for (std::size_t axis = 0; axis < m_shape.size(); ++axis) {
        if (!m_runs.empty()) {
            m_counts[axis] = m_runs[axis].count();
        } else if (m_shape[axis] > 0) {
            m_counts[axis] = (m_shape[axis] - 1) / m_chunk_shape[axis] + 1;
        }
    }
}

ChunkRuns::Chunk ChunkGrid::chunk_of(std::size_t axis, std::uint64_t number) const {
    if (!m_runs.empty()) return m_runs[axis].chunk(number);
    return {number * m_chunk_shape[axis], m_chunk_shape[axis]};
}

ChunkGrid::Shape ChunkGrid::index_of(std::uint64_t number) const {
    Shape index(m_counts.size());
    for (std::size_t axis = m_counts.size(); axis > 0; --axis) {
        index[axis - 1] = number % m_counts[axis - 1];
        number /= m_counts[axis - 1];
    }
    return index;
}

ChunkGrid::Span ChunkGrid::span_of(std::size_t axis, std::uint64_t number) const {
    const ChunkRuns::Chunk chunk = chunk_of(axis, number);
    return {chunk.origin, chunk.origin + std::min(chunk.length, m_shape[axis] - chunk.origin)};
}

ChunkGrid::Shape ChunkGrid::origin_of(const Shape& index) const {
    Shape origin(index.size());
    for (std::size_t axis = 0; axis < index.size(); ++axis) origin[axis] = span_of(axis, index[axis]).begin;
    return origin;
}

ChunkGrid::Shape ChunkGrid::extent_of(const Shape& index) const {
    Shape extent(index.size());
    for (std::size_t axis = 0; axis < index.size(); ++axis) {
        const Span span = span_of(axis, index[axis]);
        extent[axis] = span.end - span.begin;
    }
    return extent;
}

ChunkGrid::Shape ChunkGrid::stored_shape_of(const Shape& index) const {
    Shape shape(index.size());
    for (std::size_t axis = 0; axis < index.size(); ++axis) shape[axis] = chunk_of(axis, index[axis]).length;
    return shape;
}

std::string joined_key(std::string_view path, std::string_view name) {
    std::string key(path);
    if (!path.empty() && !name.empty()) key.push_back('/');
    return key.append(name);
}

std::string chunk_key(std::string_view path, const ChunkKeys& keys, const std::vector<std::uint64_t>& index) {
    const bool is_v2 = keys.encoding == ChunkKeys::Encoding::v2;
    std::string name = is_v2 ? "" : "c";
    for (const std::uint64_t number : index) {
        if (!name.empty()) name.push_back(keys.separator);
        name += std::to_string(number);
    }
    return joined_key(path, name.empty() ? "0" : name);
}

}  // namespace cairn::zarr
