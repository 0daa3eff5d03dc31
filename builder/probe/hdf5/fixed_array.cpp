// Chunks of a dataset that cannot grow (specification VII.C).
#include "builder/probe/hdf5/chunk_index.hpp"

namespace cairn::hdf5 {

namespace {

using Visit = std::function<void(std::uint64_t index, const Chunk& chunk)>;

class FixedArrayReader {
  public:
    FixedArrayReader(File& file, bool is_filtered, const ChunkGrid& grid, const Visit& visit)
        : m_file(file), m_is_filtered(is_filtered), m_grid(grid), m_visit(visit) {}

    void read(std::uint64_t address) {
        const Sizes sizes = m_file.sizes();
        Cursor head = m_file.read(address, 8ULL + sizes.length + sizes.address + 4, "a fixed array");
        verify_checksum(head, "a fixed array");
        head.expect_signature("FAHD", "fixed array");
        if (const unsigned version = head.u8(); version != 0) head.unknown_version("a fixed array", version);
        head.skip(1);
        m_entry_size = head.u8();
        const unsigned page_bits = head.u8();
        m_count = head.length();
        const std::uint64_t block = head.address();
        const std::size_t expected = sizes.address + (m_is_filtered ? stored_size_width(m_grid.chunk_bytes) + 4 : 0);
        if (m_entry_size != expected || page_bits > 40)
            head.fail(fmt::format("found entries of {} bytes in a fixed array, expected {}", m_entry_size, expected));
        if (m_count > m_file.size_bytes()) head.fail(fmt::format("found a fixed array of {} entries", m_count));
        if (block == k_undefined) return;
        const std::uint64_t page = 1ULL << page_bits;
        if (m_count > page) {
            read_pages(block, page);
        } else {
            read_block(block);
        }
    }

  private:
    std::size_t prefix_size() const { return 6ULL + m_file.sizes().address; }

    void check_prefix(Cursor& block) const {
        block.expect_signature("FADB", "fixed array data block");
        block.skip(prefix_size() - 4);
    }

    void read_block(std::uint64_t address) {
        Cursor block = m_file.read(address, prefix_size() + m_count * m_entry_size + 4, "a fixed array data block");
        verify_checksum(block, "a fixed array data block");
        check_prefix(block);
        visit(block, 0, m_count);
    }

    void read_pages(std::uint64_t address, std::uint64_t page) {
        const std::uint64_t pages = (m_count + page - 1) / page;
        const std::uint64_t size = prefix_size() + (pages + 7) / 8 + 4;
        std::vector<std::byte> kept;
        Cursor block = m_file.copy(address, size, "a fixed array data block", kept);
        verify_checksum(block, "a fixed array data block");
        check_prefix(block);
        const auto is_written = block.bytes((pages + 7) / 8);
        for (std::uint64_t i = 0; i < pages; ++i) {
            if ((std::to_integer<unsigned>(is_written[i / 8]) & (0x80U >> (i % 8))) == 0) continue;
            const std::uint64_t count = std::min(page, m_count - i * page);
            Cursor entries = m_file.read(address + size + i * (page * m_entry_size + 4), count * m_entry_size + 4,
                                         "a fixed array page");
            verify_checksum(entries, "a fixed array page");
            visit(entries, i * page, count);
        }
    }

    void visit(Cursor& entries, std::uint64_t first, std::uint64_t count) const {
        for (std::uint64_t i = 0; i < count; ++i) m_visit(first + i, decode_entry(entries, m_is_filtered, m_grid));
    }

    File& m_file;
    bool m_is_filtered;
    const ChunkGrid& m_grid;
    const Visit& m_visit;
    std::size_t m_entry_size = 0;
    std::uint64_t m_count = 0;
};

}  // namespace

void for_each_fixed_array_entry(File& file, std::uint64_t address, bool is_filtered, const ChunkGrid& grid,
                                const Visit& visit) {
    FixedArrayReader(file, is_filtered, grid, visit).read(address);
}

}  // namespace cairn::hdf5
