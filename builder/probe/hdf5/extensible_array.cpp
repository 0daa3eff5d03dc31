// Chunks of a dataset that grows along one dimension (specification VII.D).
#include <bit>

#include "base/saturating.hpp"
#include "builder/probe/hdf5/chunk_index.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::uint64_t k_most_entries = 16'000'000;

using Visit = std::function<void(std::uint64_t index, const Chunk& chunk)>;

/// The elements come in the index block, in data blocks that it points to, and in data blocks that super blocks point
/// to. Super block s has 2^(s/2) data blocks (s/2 rounded down) of 2^((s+1)/2) times the least number of elements; the
/// first ones have their data blocks in the index block.
class ExtensibleArrayReader {
  public:
    ExtensibleArrayReader(File& file, bool is_filtered, const ChunkGrid& grid, const Visit& visit)
        : m_file(file), m_is_filtered(is_filtered), m_grid(grid), m_visit(visit) {}

    void read(std::uint64_t address) {
        const Sizes sizes = m_file.sizes();
        Cursor head = m_file.read(address, 12ULL + 6 * sizes.length + sizes.address + 4, "an extensible array");
        verify_checksum(head, "an extensible array");
        head.expect_signature("EAHD", "extensible array");
        if (const unsigned version = head.u8(); version != 0) head.unknown_version("an extensible array", version);
        head.skip(1);
        m_entry_size = head.u8();
        const unsigned index_bits = head.u8();
        m_in_index_block = head.u8();
        m_least = head.u8();
        const unsigned least_pointers = head.u8();
        const unsigned page_bits = head.u8();
        for (int i = 0; i < 4; ++i) head.length();  // how many blocks there are
        m_left = head.length();
        head.length();
        const std::uint64_t index_block = head.address();
        const std::size_t expected = sizes.address + (m_is_filtered ? stored_size_width(m_grid.chunk_bytes) + 4 : 0);
        if (m_entry_size != expected || !std::has_single_bit(m_least) || !std::has_single_bit(least_pointers) ||
            index_bits > 64 || page_bits > 40 || log2_of(m_least) > index_bits)
            head.fail("found an extensible array of sizes that are not possible");
        m_left = std::min(m_left, entries_in_use());
        if (m_left > k_most_entries) throw Unsupported{fmt::format("an extensible array of {} chunks", m_left)};
        m_page = 1ULL << page_bits;
        m_offset_width = (index_bits + 7) / 8;
        m_super_blocks = 1 + index_bits - log2_of(m_least);
        if (index_block == k_undefined) return;
        read_index_block(index_block, least_pointers);
    }

  private:
    /// The dataset as it is now has so many: it grows along one dimension only, which varies the slowest here.
    std::uint64_t entries_in_use() const {
        std::uint64_t count = 1;
        for (std::size_t i = 0; i < m_grid.counts.size(); ++i)
            count = saturating_multiply(count, m_grid.largest[i] == k_undefined ? m_grid.counts[i] : m_grid.largest[i]);
        return count;
    }

    static unsigned log2_of(std::uint64_t value) { return static_cast<unsigned>(std::bit_width(value)) - 1; }

    std::uint64_t blocks_of(unsigned super_block) const { return 1ULL << (super_block / 2); }
    std::uint64_t elements_of(unsigned super_block) const { return m_least * (1ULL << ((super_block + 1) / 2)); }

    void read_index_block(std::uint64_t address, unsigned least_pointers) {
        const unsigned direct = std::min(2 * log2_of(least_pointers), m_super_blocks);
        std::uint64_t direct_blocks = 0;
        for (unsigned s = 0; s < direct; ++s) direct_blocks += blocks_of(s);
        const std::uint64_t width = m_file.sizes().address;
        const std::uint64_t size =
            6 + width + m_in_index_block * m_entry_size + (direct_blocks + m_super_blocks - direct) * width + 4;
        std::vector<std::byte> kept;
        Cursor block = m_file.copy(address, size, "an extensible array index block", kept);
        verify_checksum(block, "an extensible array index block");
        block.expect_signature("EAIB", "extensible array index block");
        block.skip(2 + width);
        visit(block, m_in_index_block);
        for (unsigned s = 0; s < direct && m_left > 0; ++s) {
            for (std::uint64_t i = 0; i < blocks_of(s) && m_left > 0; ++i)
                read_data_block(block.address(), elements_of(s), {}, 0);
        }
        for (unsigned s = direct; s < m_super_blocks && m_left > 0; ++s) read_super_block(block.address(), s);
    }

    void read_super_block(std::uint64_t address, unsigned super_block) {
        const std::uint64_t blocks = blocks_of(super_block);
        const std::uint64_t elements = elements_of(super_block);
        if (address == k_undefined) return skip(saturating_multiply(blocks, elements));
        const std::uint64_t pages = elements > m_page ? elements / m_page : 0;
        const std::uint64_t bits = (pages + 7) / 8;  // of a data block: the bytes are more than its bits may need
        const std::uint64_t width = m_file.sizes().address;
        const std::uint64_t size = saturating_multiply(blocks, bits + width);
        if (size > m_file.size_bytes())
            throw Damage{m_file.offset_of(address), "found a super block larger than the file"};
        std::vector<std::byte> kept;
        Cursor block =
            m_file.copy(address, 6 + width + m_offset_width + size + 4, "an extensible array super block", kept);
        verify_checksum(block, "an extensible array super block");
        block.expect_signature("EASB", "extensible array super block");
        block.skip(2 + width + m_offset_width);
        const auto is_written = block.bytes(blocks * bits);
        for (std::uint64_t i = 0; i < blocks && m_left > 0; ++i)
            read_data_block(block.address(), elements, is_written, i * pages);
    }

    /// `is_written`: a bit for each page of all data blocks of a super block, this one's from `first_page` on.
    void read_data_block(std::uint64_t address, std::uint64_t elements, std::span<const std::byte> is_written,
                         std::uint64_t first_page) {
        if (address == k_undefined) return skip(elements);
        const std::uint64_t prefix = 6ULL + m_file.sizes().address + m_offset_width;
        if (elements > m_page) {
            verify_checksum(m_file.read(address, prefix + 4, "an extensible array data block"),
                            "an extensible array data block");
            return read_pages(address + prefix + 4, elements, is_written, first_page);
        }
        Cursor block = m_file.read(address, prefix + elements * m_entry_size + 4, "an extensible array data block");
        verify_checksum(block, "an extensible array data block");
        block.expect_signature("EADB", "extensible array data block");
        block.skip(prefix - 4);
        visit(block, elements);
    }

    void read_pages(std::uint64_t address, std::uint64_t elements, std::span<const std::byte> is_written,
                    std::uint64_t first_page) {
        const std::uint64_t size = m_page * m_entry_size + 4;
        for (std::uint64_t i = 0; i < elements / m_page && m_left > 0; ++i) {
            const std::uint64_t bit = first_page + i;
            const bool exists =
                is_written.empty() || (std::to_integer<unsigned>(is_written[bit / 8]) & (0x80U >> (bit % 8))) != 0;
            if (!exists) {
                skip(m_page);
                continue;
            }
            Cursor page = m_file.read(address + i * size, size, "an extensible array page");
            verify_checksum(page, "an extensible array page");
            visit(page, m_page);
        }
    }

    void visit(Cursor& entries, std::uint64_t count) {
        for (std::uint64_t i = 0; i < count; ++i) {
            const Chunk chunk = decode_entry(entries, m_is_filtered, m_grid);
            if (m_left == 0) continue;
            m_visit(m_index++, chunk);
            --m_left;
        }
    }

    void skip(std::uint64_t count) {
        m_index += std::min(count, m_left);
        m_left -= std::min(count, m_left);
    }

    File& m_file;
    bool m_is_filtered;
    const ChunkGrid& m_grid;
    const Visit& m_visit;
    std::size_t m_entry_size = 0;
    std::uint64_t m_in_index_block = 0;
    std::uint64_t m_least = 0;
    std::uint64_t m_page = 0;
    std::size_t m_offset_width = 0;
    unsigned m_super_blocks = 0;
    std::uint64_t m_index = 0;
    std::uint64_t m_left = 0;  ///< entries beyond m_index that are in use
};

}  // namespace

void for_each_extensible_array_entry(File& file, std::uint64_t address, bool is_filtered, const ChunkGrid& grid,
                                     const Visit& visit) {
    ExtensibleArrayReader(file, is_filtered, grid, visit).read(address);
}

}  // namespace cairn::hdf5
