#include "builder/probe/zarr/chunk_grid.hpp"

#include <algorithm>
#include <utility>

namespace cairn::zarr {

ChunkGrid::ChunkGrid(Shape shape, Shape chunk_shape)
    : m_shape(std::move(shape)), m_chunk_shape(std::move(chunk_shape)), m_counts(m_shape.size()) {
    for (std::size_t axis = 0; axis < m_shape.size(); ++axis)
        m_counts[axis] = (m_shape[axis] - 1) / m_chunk_shape[axis] + 1;
}

ChunkGrid::Shape ChunkGrid::index_of(std::uint64_t number) const {
    Shape index(m_counts.size());
    for (std::size_t axis = m_counts.size(); axis > 0; --axis) {
        index[axis - 1] = number % m_counts[axis - 1];
        number /= m_counts[axis - 1];
    }
    return index;
}

ChunkGrid::Shape ChunkGrid::origin_of(const Shape& index) const {
    Shape origin(index.size());
    for (std::size_t axis = 0; axis < index.size(); ++axis) origin[axis] = index[axis] * m_chunk_shape[axis];
    return origin;
}

ChunkGrid::Shape ChunkGrid::extent_of(const Shape& index) const {
    Shape extent = origin_of(index);
    for (std::size_t axis = 0; axis < index.size(); ++axis)
        extent[axis] = std::min(m_chunk_shape[axis], m_shape[axis] - extent[axis]);
    return extent;
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
