#include "builder/probe/hdf5/chunk_index.hpp"
#include "base/saturating.hpp"

#include <algorithm>
#include <bit>

#include "builder/probe/hdf5/btree_v2.hpp"

namespace cairn::hdf5 {

namespace {

constexpr unsigned k_deepest = 16;

using Position = std::vector<std::uint64_t>;

/// The B-tree of version 1: its leaves' keys are chunks (III.A.1, node type 1). It has no checksums, but every key
/// bounds what lies on its sides: where one does not, libraries that search the tree miss chunks that are there.
class OldTreeReader {
  public:
    OldTreeReader(File& file, const Storage& storage, const ChunkGrid& grid, std::vector<Chunk>& chunks)
        : m_file(file), m_layout(storage.layout), m_is_plain(storage.filters.empty()), m_grid(grid), m_chunks(chunks) {}

    void read(std::uint64_t address) { read_node(address, k_any_level, {}); }

  private:
    static constexpr unsigned k_any_level = UINT32_MAX;

    struct Head {
        unsigned level = 0;
        std::uint64_t entries = 0;
    };

    struct Key {
        std::uint32_t stored_size = 0;
        std::uint32_t filter_mask = 0;
        Position position;
        std::uint64_t within = 0;  ///< the last coordinate counts bytes within an element: 0 for a chunk

        bool is_after(const Position& other) const { return other < position || (other == position && within > 0); }
    };

    /// No chunk in it may stand before `least`.
    void read_node(std::uint64_t address, unsigned expected_level, const Key& least) {
        Cursor head = m_file.read(address, head_size(), "a B-tree of chunks");
        const Head found = decode_head(head);
        if (expected_level != k_any_level && found.level != expected_level)
            head.fail(fmt::format("found a B-tree node of the level {}, expected {}", found.level, expected_level));
        if (found.level > k_deepest) head.fail(fmt::format("found a B-tree of {} levels", found.level));
        const std::size_t key_size = 8 + 8 * (m_layout.chunk.size() + 1);
        const std::uint64_t size = head_size() + found.entries * (key_size + m_file.sizes().address) + key_size;
        if (found.level == 0) {
            Cursor node = m_file.read(address, size, "a B-tree of chunks");
            node.skip(head_size());
            return add_chunks(node, found.entries, least);
        }
        if (found.entries == 0) head.fail("found an empty inner node of a B-tree");
        std::vector<std::byte> kept;
        Cursor node = m_file.copy(address, size, "a B-tree of chunks", kept);
        node.skip(head_size());
        Key key;
        for (std::uint64_t i = 0; i < found.entries; ++i) {
            read_key(node, key);
            const std::size_t before = m_seen;
            read_node(node.address(), found.level - 1, least.is_after(key.position) ? least : key);
            if (m_seen == before) node.fail("found an empty node in a B-tree");
            expect_end(node);
        }
    }

    std::size_t head_size() const { return 8 + 2ULL * m_file.sizes().address; }

    static Head decode_head(Cursor head) {
        head.expect_signature("TREE", "B-tree node");
        if (const unsigned type = head.u8(); type != 1)
            head.fail(fmt::format("found a B-tree of the type {}, expected 1", type));
        Head result;
        result.level = head.u8();
        result.entries = head.u16();
        return result;
    }

    void read_key(Cursor& node, Key& key) const {
        key.stored_size = node.u32();
        key.filter_mask = node.u32();
        key.position.clear();
        for (const std::uint64_t size : m_layout.chunk) {
            const std::uint64_t offset = node.u64();
            if (offset % size != 0)
                node.fail(fmt::format("found a chunk that begins at {}, chunks have {}", offset, size));
            key.position.push_back(offset / size);
        }
        key.within = node.u64();
    }

    /// The key after the last chunk of a node. Leaves the cursor there: it is the first key of what follows.
    void expect_end(Cursor node) {
        read_key(node, m_key);
        if (!m_key.is_after(m_last)) node.fail("found a chunk that lies beyond the end of its B-tree node");
    }

    void add_chunks(Cursor node, std::uint64_t entries, const Key& least) {
        for (std::uint64_t i = 0; i < entries; ++i) {
            read_key(node, m_key);
            if (i == 0 && least.is_after(m_key.position))
                node.fail("found a chunk that lies before the begin of its B-tree node");
            add_chunk(node);
        }
        if (entries > 0) expect_end(node);
    }

    /// Adds the chunk of the key that was read last.
    void add_chunk(Cursor& node) {
        if (m_key.within != 0)
            node.fail(fmt::format("found a chunk that begins at byte {} of an element, expected 0", m_key.within));
        const Chunk chunk{0, node.address(), m_key.stored_size, m_key.filter_mask};
        if (m_seen > 0 && m_key.position <= m_last) node.fail("found chunks that are not in order");
        if (++m_seen > k_most_chunks) throw Unsupported{"a variable of more than 4,000,000 chunks"};
        if (m_is_plain && chunk.stored_size != m_grid.chunk_bytes)
            throw Unsupported{fmt::format("a chunk of {} bytes that is stored in {} without filters",
                                          m_grid.chunk_bytes, chunk.stored_size)};
        add(chunk);
        std::swap(m_last, m_key.position);
    }

    void add(Chunk chunk) {
        if (m_grid.number_of(m_key.position, chunk.number)) m_chunks.push_back(chunk);
    }

    File& m_file;
    const Layout& m_layout;
    bool m_is_plain;
    const ChunkGrid& m_grid;
    std::vector<Chunk>& m_chunks;
    Key m_key;
    Position m_last;
    std::size_t m_seen = 0;
};

/// Chunk numbers in fixed arrays and without an index count the chunks of the dataset as large as it may grow.
bool position_in(const Position& extents, std::uint64_t index, Position& position) {
    position.assign(extents.size(), 0);
    for (std::size_t i = extents.size(); i > 0; --i) {
        if (extents[i - 1] == 0) return false;
        position[i - 1] = index % extents[i - 1];
        index /= extents[i - 1];
    }
    return index == 0;
}

class NewIndexReader {
  public:
    NewIndexReader(File& file, const Storage& storage, const ChunkGrid& grid, std::vector<Chunk>& chunks)
        : m_file(file), m_storage(storage), m_grid(grid), m_chunks(chunks) {}

    void read() {
        const Layout& layout = m_storage.layout;
        const bool is_filtered = !m_storage.filters.empty();
        switch (layout.index) {
            case ChunkIndex::single:
                return add_single();
            case ChunkIndex::implicit:
                return add_implicit();
            case ChunkIndex::fixed_array:
                return for_each_fixed_array_entry(m_file, layout.address, is_filtered, m_grid,
                                                  [&](std::uint64_t index, const Chunk& chunk) {
                                                      if (position_in(m_grid.largest, index, m_position)) add(chunk);
                                                  });
            case ChunkIndex::extensible_array:
                return for_each_extensible_array_entry(
                    m_file, layout.address, is_filtered, m_grid,
                    [&](std::uint64_t index, const Chunk& chunk) { add_extensible(index, chunk); });
            default:
                return add_tree(is_filtered);
        }
    }

  private:
    void add(Chunk chunk) {
        if (chunk.address == k_undefined || !m_grid.number_of(m_position, chunk.number)) return;
        m_chunks.push_back(chunk);
    }

    void add_single() {
        const bool is_filtered = m_storage.layout.single_stored_size > 0;
        m_position.assign(m_grid.counts.size(), 0);
        add({0, m_storage.layout.address, is_filtered ? m_storage.layout.single_stored_size : m_grid.chunk_bytes,
             m_storage.layout.single_filter_mask});
    }

    void add_implicit() {
        if (m_grid.largest != m_grid.counts) throw Unsupported{"chunks without an index of a dataset that may grow"};
        for (std::uint64_t i = 0; i < m_grid.total; ++i) {
            position_in(m_grid.counts, i, m_position);
            add({0, m_storage.layout.address + i * m_grid.chunk_bytes, m_grid.chunk_bytes, 0});
        }
    }

    /// The one unlimited dimension varies the slowest in the array.
    void add_extensible(std::uint64_t index, const Chunk& chunk) {
        const auto unlimited = std::find(m_grid.largest.begin(), m_grid.largest.end(), k_undefined);
        if (unlimited == m_grid.largest.end())
            throw Damage{0, "found an extensible array of a dataset that cannot grow"};
        const auto at = unlimited - m_grid.largest.begin();
        Position extents = m_grid.largest;
        std::rotate(extents.begin(), extents.begin() + at, extents.begin() + at + 1);
        Position swizzled;
        if (!position_in(extents, index, swizzled)) return;
        std::rotate(swizzled.begin(), swizzled.begin() + 1, swizzled.begin() + at + 1);
        m_position = std::move(swizzled);
        add(chunk);
    }

    void add_tree(bool is_filtered) {
        const std::size_t rank = m_storage.layout.chunk.size();
        for_each_record(m_file, m_storage.layout.address, {is_filtered ? 11U : 10U}, [&](Cursor record) {
            Chunk chunk = decode_entry(record, is_filtered, m_grid);
            m_position.clear();
            for (std::size_t i = 0; i < rank; ++i) m_position.push_back(record.u64());
            add(chunk);
        });
    }

    File& m_file;
    const Storage& m_storage;
    const ChunkGrid& m_grid;
    std::vector<Chunk>& m_chunks;
    Position m_position;
};

/// Whoever counts the chunks concludes from their number that none is missing: one that an index has twice would stand
/// for one that it does not have.
bool has_each_once(const std::vector<Chunk>& chunks) {
    const auto is_not_before = [](const Chunk& a, const Chunk& b) { return a.number >= b.number; };
    if (std::adjacent_find(chunks.begin(), chunks.end(), is_not_before) == chunks.end()) return true;
    std::vector<std::uint64_t> numbers;
    numbers.reserve(chunks.size());
    for (const Chunk& chunk : chunks) numbers.push_back(chunk.number);
    std::sort(numbers.begin(), numbers.end());
    return std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end();
}

std::uint64_t rounded_up(std::uint64_t size, std::uint64_t chunk) { return size / chunk + (size % chunk != 0 ? 1 : 0); }

}  // namespace

bool ChunkGrid::number_of(const Position& position, std::uint64_t& number) const {
    number = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (position[i] >= counts[i]) return false;
        number = number * counts[i] + position[i];
    }
    return !is_of_ends || position[0] == 0 || position[0] + 1 == counts[0];
}

std::uint64_t ChunkGrid::wanted() const { return is_of_ends && counts[0] > 2 ? total / counts[0] * 2 : total; }

ChunkGrid chunk_grid(const Dataspace& space, const Layout& layout, std::uint32_t element_size) {
    ChunkGrid grid;
    grid.chunk_bytes = element_size;
    grid.total = 1;
    for (std::size_t i = 0; i < layout.chunk.size(); ++i) {
        grid.counts.push_back(rounded_up(space.sizes[i], layout.chunk[i]));
        grid.largest.push_back(space.largest[i] == k_undefined ? k_undefined
                                                               : rounded_up(space.largest[i], layout.chunk[i]));
        grid.total = saturating_multiply(grid.total, grid.counts[i]);
        grid.chunk_bytes = saturating_multiply(grid.chunk_bytes, layout.chunk[i]);
    }
    return grid;
}

std::size_t stored_size_width(std::uint64_t chunk_bytes) {
    const auto log2 = static_cast<std::size_t>(std::bit_width(std::max<std::uint64_t>(chunk_bytes, 1))) - 1;
    return std::min<std::size_t>(1 + (log2 + 8) / 8, 8);
}

Chunk decode_entry(Cursor& entry, bool is_filtered, const ChunkGrid& grid) {
    Chunk chunk;
    chunk.address = entry.address();
    chunk.stored_size = is_filtered ? entry.number(stored_size_width(grid.chunk_bytes)) : grid.chunk_bytes;
    chunk.filter_mask = is_filtered ? entry.u32() : 0;
    return chunk;
}

std::vector<Chunk> chunks_of(File& file, const Storage& storage, const ChunkGrid& grid) {
    std::vector<Chunk> chunks;
    if (storage.layout.address == k_undefined || grid.total == 0) return chunks;
    if (grid.total > k_most_chunks) throw Unsupported{"a variable of more than 4,000,000 chunks"};
    if (storage.layout.index == ChunkIndex::btree_v1) {
        OldTreeReader reader(file, storage, grid, chunks);
        reader.read(storage.layout.address);
    } else {
        NewIndexReader(file, storage, grid, chunks).read();
    }
    if (chunks.size() > grid.wanted())
        throw Damage{file.offset_of(storage.layout.address), "found more chunks than the dataset has"};
    if (!has_each_once(chunks))
        throw Damage{file.offset_of(storage.layout.address), "found a chunk twice in the index of a dataset"};
    return chunks;
}

}  // namespace cairn::hdf5
