#include "builder/probe/hdf5/raw_values.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/saturating.hpp"
#include "builder/probe/hdf5/chunk_index.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::uint64_t k_largest = 32 << 20;  ///< bytes of a coordinate, and of one of its compressed chunks

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

using Extents = std::array<std::uint64_t, 32>;  ///< of as many dimensions as HDF5 has at most

/// Where one chunk lies in the whole, in elements, and how much of it does: chunks reach over the edges.
struct Place {
    Extents begin;
    Extents extent;
};

class Chunks {
  public:
    Chunks(const Storage& storage, const Dataspace& space, std::uint32_t element_size)
        : m_sizes(space.sizes),
          m_chunk(storage.layout.chunk),
          m_grid(chunk_grid(space, storage.layout, element_size)),
          m_element_size(element_size) {}

    ChunkGrid& grid() { return m_grid; }

    Place place_of(std::uint64_t number) const {
        Place place;
        for (std::size_t i = m_sizes.size(); i > 0; --i) {
            place.begin[i - 1] = number % m_grid.counts[i - 1] * m_chunk[i - 1];
            place.extent[i - 1] = std::min(m_chunk[i - 1], m_sizes[i - 1] - place.begin[i - 1]);
            number /= m_grid.counts[i - 1];
        }
        return place;
    }

    bool is_partial(const Place& place) const {
        for (std::size_t i = 0; i < m_sizes.size(); ++i) {
            if (place.extent[i] < m_chunk[i]) return true;
        }
        return false;
    }

    /// From the begin of the chunk to the last element that lies within the whole.
    std::uint64_t used_bytes(const Place& place) const {
        std::uint64_t last = 0;
        for (std::size_t i = 0; i < m_sizes.size(); ++i) last = last * m_chunk[i] + place.extent[i] - 1;
        return (last + 1) * m_element_size;
    }

    void put(const Place& place, std::span<const std::byte> chunk, Buffer& whole) const {
        put_rows(0, place, chunk.data(), 0, whole);
    }

    /// Into the first and the last row of a dataset of one or two dimensions.
    void put_ends(const Place& place, std::span<const std::byte> chunk, Buffer& ends) const {
        const bool has_columns = m_sizes.size() > 1;
        const std::uint64_t width = has_columns ? m_sizes[1] : 1;
        const std::uint64_t column = has_columns ? place.begin[1] : 0;
        const std::uint64_t count = has_columns ? place.extent[1] : 1;
        const std::uint64_t step = has_columns ? m_chunk[1] : 1;
        for (const bool is_last : {false, true}) {
            const std::uint64_t row = is_last ? m_sizes[0] - 1 : 0;
            if (row < place.begin[0] || row - place.begin[0] >= place.extent[0]) continue;
            std::memcpy(ends.data() + ((is_last ? width : 0) + column) * m_element_size,
                        chunk.data() + (row - place.begin[0]) * step * m_element_size, count * m_element_size);
        }
    }

  private:
    /// One dimension after the other; `at` is the place in the whole, in elements.
    void put_rows(std::size_t dimension, const Place& place, const std::byte* from, std::uint64_t at,
                  Buffer& whole) const {
        at = at * m_sizes[dimension] + place.begin[dimension];
        if (dimension + 1 == m_sizes.size()) {
            std::memcpy(whole.data() + at * m_element_size, from, place.extent[dimension] * m_element_size);
            return;
        }
        std::uint64_t step = m_element_size;
        for (std::size_t i = dimension + 1; i < m_chunk.size(); ++i) step *= m_chunk[i];
        for (std::uint64_t i = 0; i < place.extent[dimension]; ++i)
            put_rows(dimension + 1, place, from + i * step, at + i, whole);
    }

    const std::vector<std::uint64_t>& m_sizes;
    const std::vector<std::uint64_t>& m_chunk;
    ChunkGrid m_grid;
    std::uint32_t m_element_size;
};

/// Reads one chunk after the other and undoes its filters.
class ChunkReader {
  public:
    ChunkReader(File& file, const Storage& storage, const Chunks& chunks, const ChunkGrid& grid)
        : m_file(file), m_storage(storage), m_chunks(chunks), m_grid(grid) {}

    /// Valid until the next call; of a chunk that is stored as it is, as much as lies within the whole.
    std::span<const std::byte> read(const Chunk& chunk, const Place& place) {
        const bool is_plain =
            m_storage.filters.empty() || (m_storage.layout.edges_are_unfiltered && m_chunks.is_partial(place));
        if (is_plain) {
            m_file.expect(chunk.address, m_grid.chunk_bytes, "a chunk");
            m_file.charge_decoding(m_grid.chunk_bytes);
            return plain(chunk.address, m_chunks.used_bytes(place));
        }
        if (m_grid.chunk_bytes > k_largest)
            throw Unsupported{fmt::format("a coordinate with compressed chunks of {} bytes", m_grid.chunk_bytes)};
        if (chunk.stored_size > most_stored_bytes(m_grid.chunk_bytes))
            throw Unsupported{
                fmt::format("a chunk of {} bytes that is stored in {}", m_grid.chunk_bytes, chunk.stored_size)};
        m_file.charge_decoding(m_grid.chunk_bytes);
        m_near = {};
        const Cursor stored = m_file.read(chunk.address, chunk.stored_size, "a chunk");
        return m_unfilter.undo(m_storage.filters, chunk.filter_mask, stored, m_grid.chunk_bytes);
    }

  private:
    /// Chunks of one value lie side by side: what goes on where the last one ended is read for several.
    std::span<const std::byte> plain(std::uint64_t address, std::uint64_t size) {
        constexpr std::uint64_t k_several = 4096;
        const std::uint64_t into = address - m_near_address;
        if (address >= m_near_address && into <= m_near.size() && size <= m_near.size() - into)
            return m_near.subspan(into, size);
        const bool goes_on = !m_near.empty() && into == m_near.size();
        const std::uint64_t there = m_file.size_bytes() - m_file.offset_of(address);
        m_near = m_file.read(address, goes_on ? std::max(size, std::min(k_several, there)) : size, "a chunk").all();
        m_near_address = address;
        return m_near.first(size);
    }

    File& m_file;
    const Storage& m_storage;
    const Chunks& m_chunks;
    const ChunkGrid& m_grid;
    Unfilter m_unfilter;
    std::span<const std::byte> m_near;  ///< the last that was read
    std::uint64_t m_near_address = 0;
};

enum class Part { all, ends };

/// `bytes`: of that part.
Buffer read_chunks(File& file, const Storage& storage, const Dataspace& space, std::uint32_t element_size,
                   std::uint64_t bytes, Part part) {
    Chunks chunks(storage, space, element_size);
    ChunkGrid& grid = chunks.grid();
    grid.is_of_ends = part == Part::ends;
    std::vector<Chunk> found = chunks_of(file, storage, grid);
    Buffer result = found.size() < grid.wanted() ? filled(storage.fill, bytes, element_size) : Buffer(bytes);
    // In the order of the file: chunks of one value lie side by side, and come with one read.
    const auto is_before = [](const Chunk& a, const Chunk& b) { return a.address < b.address; };
    if (!std::is_sorted(found.begin(), found.end(), is_before)) std::sort(found.begin(), found.end(), is_before);
    ChunkReader reader(file, storage, chunks, grid);
    for (const Chunk& chunk : found) {
        const Place place = chunks.place_of(chunk.number);
        const auto values = reader.read(chunk, place);
        if (part == Part::ends) {
            chunks.put_ends(place, values, result);
        } else {
            chunks.put(place, values, result);
        }
    }
    return result;
}

void check_filters(const Storage& storage) {
    for (const Filter& filter : storage.filters) {
        if (std::string reason = reason_not_to_undo(filter); !reason.empty())
            throw Unsupported{"a coordinate with " + reason};
    }
}

/// Checks that values which lie side by side, `bytes` in all, are in the file.
void check_room(File& file, const Layout& layout, std::uint64_t bytes) {
    if (layout.size >= bytes) return;
    if (layout.kind == Layout::Kind::compact)
        throw Damage{0, fmt::format("found {} bytes of compact values, expected {}", layout.size, bytes)};
    throw Damage{file.offset_of(layout.address),
                 fmt::format("found room for {} bytes of values, expected {}", layout.size, bytes)};
}

}  // namespace

Buffer read_raw_values(File& file, const Storage& storage, const Dataspace& space, std::uint32_t element_size) {
    const std::uint64_t bytes = saturating_multiply(space.count(), element_size);
    if (bytes > k_largest) throw Unsupported{fmt::format("a coordinate of {} bytes", bytes)};
    if (bytes == 0) return {};
    const Layout& layout = storage.layout;
    check_filters(storage);
    switch (layout.kind) {
        case Layout::Kind::compact:
            check_room(file, layout, bytes);
            return copied(std::span(layout.compact).first(bytes));
        case Layout::Kind::contiguous:
            if (layout.address == k_undefined) return filled(storage.fill, bytes, element_size);
            check_room(file, layout, bytes);
            return copied(file.read(layout.address, bytes, "the values of a coordinate").all());
        case Layout::Kind::chunked:
            return read_chunks(file, storage, space, element_size, bytes, Part::all);
        case Layout::Kind::virtual_dataset:
            break;
    }
    throw Unsupported{"a virtual dataset"};
}

Buffer read_raw_ends(File& file, const Storage& storage, const Dataspace& space, std::uint32_t element_size) {
    const std::uint64_t all_bytes = saturating_multiply(space.count(), element_size);
    const std::uint64_t row = saturating_multiply(space.sizes.size() > 1 ? space.sizes[1] : 1, element_size);
    if (row > k_largest / 2) throw Unsupported{fmt::format("a coordinate with rows of {} bytes", row)};
    const Layout& layout = storage.layout;
    check_filters(storage);
    if (layout.kind == Layout::Kind::chunked)
        return read_chunks(file, storage, space, element_size, 2 * row, Part::ends);
    if (layout.kind == Layout::Kind::virtual_dataset) throw Unsupported{"a virtual dataset"};
    if (layout.kind == Layout::Kind::contiguous && layout.address == k_undefined)
        return filled(storage.fill, 2 * row, element_size);
    check_room(file, layout, all_bytes);
    const bool is_compact = layout.kind == Layout::Kind::compact;
    if (!is_compact) file.expect(layout.address, all_bytes, "the values of a coordinate");
    Buffer ends(2 * row);
    for (const bool is_last : {false, true}) {
        const std::uint64_t at = is_last ? all_bytes - row : 0;
        const auto bytes = is_compact ? std::span<const std::byte>(layout.compact).subspan(at, row)
                                      : file.read(layout.address + at, row, "the values of a coordinate").all();
        std::copy(bytes.begin(), bytes.end(), ends.data() + (is_last ? row : 0));
    }
    return ends;
}

}  // namespace cairn::hdf5
