#include "builder/virtual/virtual_store.hpp"

#include <algorithm>

namespace cairn::virtualize {

namespace {

std::uint64_t chunk_bytes(const VirtualArray& array) {
    std::uint64_t bytes = array.item_bytes;
    for (const std::uint64_t size : array.chunk) bytes *= size;
    return bytes;
}

}  // namespace

std::vector<std::uint64_t> chunk_counts(const std::vector<std::uint64_t>& shape,
                                        const std::vector<std::uint64_t>& chunk) {
    std::vector<std::uint64_t> counts;
    for (std::size_t i = 0; i < shape.size(); ++i)
        counts.push_back(shape[i] / chunk[i] + (shape[i] % chunk[i] != 0 ? 1 : 0));
    return counts;
}

std::string_view inlined_chunk(const VirtualArray& array, std::uint64_t number) {
    if (array.item_bytes == 0) return array.inlined;
    const std::uint64_t bytes = chunk_bytes(array);
    return std::string_view(array.inlined).substr(number * bytes, bytes);
}

PiecePlaces::PiecePlaces(const VirtualArray& array, const Piece& piece) : m_piece(piece) {
    if (!piece.chunks.empty()) return;
    m_chunk_bytes = chunk_bytes(array);
    std::vector<std::uint64_t> shape = array.shape;
    if (!shape.empty()) shape[array.along] = piece.count * array.chunk[array.along];
    m_counts = chunk_counts(shape, array.chunk);
    m_steps.assign(shape.size(), array.item_bytes);
    std::uint64_t element = array.item_bytes;
    for (std::size_t i = shape.size(); i > 0; --i) {
        const std::uint64_t step = i == 1 ? piece.stride : element;
        m_steps[i - 1] = step * array.chunk[i - 1];
        element *= shape[i - 1];
    }
    m_first_step = m_steps.empty() ? 0 : m_steps[0];
    m_is_simple = m_counts.empty() || std::all_of(m_counts.begin() + 1, m_counts.end(), [](auto n) { return n == 1; });
}

std::uint64_t PiecePlaces::offset_of(std::uint64_t local) const {
    std::uint64_t offset = 0;
    for (std::size_t i = m_counts.size(); i > 0; --i) {
        offset += local % m_counts[i - 1] * m_steps[i - 1];
        local /= m_counts[i - 1];
    }
    return offset;
}

}  // namespace cairn::virtualize
