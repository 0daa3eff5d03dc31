#include "builder/probe/hdf5/raw_values.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "builder/probe/hdf5/chunk_index.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::uint64_t k_largest = 32 << 20;  ///< bytes of a coordinate, and of one of its chunks

Buffer copied(std::span<const std::byte> bytes) {
    Buffer result(bytes.size());
    std::copy(bytes.begin(), bytes.end(), result.data());
    return result;
}

Buffer filled(const FillValue& fill, std::uint64_t bytes, std::uint32_t element_size) {
    // Nobody knows what a reader that does not fill leaves in memory.
    if (fill.is_never_written || fill.is_undefined)
        throw Unsupported{"a coordinate with values that were never written, and no fill value"};
    Buffer result(bytes);
    if (fill.bytes.empty()) {
        std::memset(result.data(), 0, bytes);
        return result;
    }
    if (fill.bytes.size() != element_size) throw Unsupported{"a fill value of another size than the values"};
    for (std::uint64_t at = 0; at < bytes; at += element_size)
        std::memcpy(result.data() + at, fill.bytes.data(), element_size);
    return result;
}

/// Puts chunks where they belong in the whole.
class Assembler {
  public:
    Assembler(const std::vector<std::uint64_t>& sizes, const Layout& layout, const ChunkGrid& grid,
              std::uint32_t element_size, Buffer& whole)
        : m_sizes(sizes), m_chunk(layout.chunk), m_grid(grid), m_element_size(element_size), m_whole(whole) {}

    void put(std::uint64_t number, std::span<const std::byte> chunk) const {
        Extents begin;
        Extents extent;
        for (std::size_t i = m_sizes.size(); i > 0; --i) {
            begin[i - 1] = number % m_grid.counts[i - 1] * m_chunk[i - 1];
            extent[i - 1] = std::min(m_chunk[i - 1], m_sizes[i - 1] - begin[i - 1]);
            number /= m_grid.counts[i - 1];
        }
        put_rows(0, begin, extent, chunk.data(), 0);
    }

    bool is_partial(std::uint64_t number) const {
        for (std::size_t i = m_sizes.size(); i > 0; --i) {
            const std::uint64_t begin = number % m_grid.counts[i - 1] * m_chunk[i - 1];
            if (m_chunk[i - 1] > m_sizes[i - 1] - begin) return true;
            number /= m_grid.counts[i - 1];
        }
        return false;
    }

  private:
    using Extents = std::array<std::uint64_t, 32>;  ///< of as many dimensions as HDF5 has at most

    /// One dimension after the other; `at` is the place in the whole, in elements.
    void put_rows(std::size_t dimension, const Extents& begin, const Extents& extent, const std::byte* from,
                  std::uint64_t at) const {
        at = at * m_sizes[dimension] + begin[dimension];
        if (dimension + 1 == m_sizes.size()) {
            std::memcpy(m_whole.data() + at * m_element_size, from, extent[dimension] * m_element_size);
            return;
        }
        std::uint64_t step = m_element_size;
        for (std::size_t i = dimension + 1; i < m_chunk.size(); ++i) step *= m_chunk[i];
        for (std::uint64_t i = 0; i < extent[dimension]; ++i)
            put_rows(dimension + 1, begin, extent, from + i * step, at + i);
    }

    const std::vector<std::uint64_t>& m_sizes;
    const std::vector<std::uint64_t>& m_chunk;
    const ChunkGrid& m_grid;
    std::uint32_t m_element_size;
    Buffer& m_whole;
};

Buffer read_chunks(File& file, const Storage& storage, const Dataspace& space, std::uint32_t element_size,
                   std::uint64_t bytes) {
    const ChunkGrid grid = chunk_grid(space, storage.layout, element_size);
    if (grid.chunk_bytes > k_largest)
        throw Unsupported{fmt::format("a coordinate with chunks of {} bytes", grid.chunk_bytes)};
    std::vector<Chunk> chunks = chunks_of(file, storage, grid);
    Buffer whole = chunks.size() < grid.total ? filled(storage.fill, bytes, element_size) : Buffer(bytes);
    const Assembler assembler(space.sizes, storage.layout, grid, element_size, whole);
    // In the order of the file: chunks of one value lie side by side, and come with one read.
    const auto is_before = [](const Chunk& a, const Chunk& b) { return a.address < b.address; };
    if (!std::is_sorted(chunks.begin(), chunks.end(), is_before)) std::sort(chunks.begin(), chunks.end(), is_before);
    Unfilter unfilter;
    for (const Chunk& chunk : chunks) {
        const bool is_plain =
            storage.filters.empty() || (storage.layout.edges_are_unfiltered && assembler.is_partial(chunk.number));
        const std::uint64_t size = is_plain ? grid.chunk_bytes : chunk.stored_size;
        if (size > most_stored_bytes(grid.chunk_bytes))
            throw Unsupported{fmt::format("a chunk of {} bytes that is stored in {}", grid.chunk_bytes, size)};
        file.charge_decoding(grid.chunk_bytes);
        const Cursor stored = file.read(chunk.address, size, "a chunk");
        if (is_plain) {
            assembler.put(chunk.number, stored.all());
        } else {
            assembler.put(chunk.number, unfilter.undo(storage.filters, chunk.filter_mask, stored, grid.chunk_bytes));
        }
    }
    return whole;
}

}  // namespace

Buffer read_raw_values(File& file, const Storage& storage, const Dataspace& space, std::uint32_t element_size) {
    const std::uint64_t bytes = product(space.count(), element_size);
    if (bytes > k_largest) throw Unsupported{fmt::format("a coordinate of {} bytes", bytes)};
    if (bytes == 0) return {};
    const Layout& layout = storage.layout;
    for (const Filter& filter : storage.filters) {
        if (std::string reason = reason_not_to_undo(filter); !reason.empty())
            throw Unsupported{"a coordinate with " + reason};
    }
    switch (layout.kind) {
        case Layout::Kind::compact:
            if (layout.size < bytes)
                throw Damage{0, fmt::format("found {} bytes of compact values, expected {}", layout.size, bytes)};
            return copied(std::span(layout.compact).first(bytes));
        case Layout::Kind::contiguous: {
            if (layout.address == k_undefined) return filled(storage.fill, bytes, element_size);
            if (layout.size < bytes)
                throw Damage{file.offset_of(layout.address),
                             fmt::format("found room for {} bytes of values, expected {}", layout.size, bytes)};
            return copied(file.read(layout.address, bytes, "the values of a coordinate").all());
        }
        case Layout::Kind::chunked:
            return read_chunks(file, storage, space, element_size, bytes);
        case Layout::Kind::virtual_dataset:
            break;
    }
    throw Unsupported{"a virtual dataset"};
}

}  // namespace cairn::hdf5
