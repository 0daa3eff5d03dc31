#include "builder/probe/hdf5/fractal_heap.hpp"

#include <bit>

#include "base/codecs/checksum.hpp"
#include "builder/probe/hdf5/btree_v2.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::uint8_t k_blocks_have_checksums = 0x02;
constexpr std::uint64_t k_largest_object = 64 << 20;

unsigned log2_of(std::uint64_t value) { return value == 0 ? 0 : static_cast<unsigned>(std::bit_width(value)) - 1; }

}  // namespace

FractalHeap::FractalHeap(File& file, std::uint64_t address) : m_file(file), m_address(address) {
    const Sizes sizes = file.sizes();
    const std::size_t fixed = 22 + 12ULL * sizes.length + 3ULL * sizes.address + 4;
    Cursor sized = file.read(address, fixed, "a fractal heap");
    sized.expect_signature("FRHP", "fractal heap");
    if (const unsigned version = sized.u8(); version != 0) sized.unknown_version("a fractal heap", version);
    m_id_size = sized.u16();
    const std::size_t filter_size = sized.u16();
    const std::size_t total = fixed + (filter_size > 0 ? sizes.length + 4 + filter_size : 0);
    Cursor head = file.read(address, total, "a fractal heap");
    verify_checksum(head, "a fractal heap");
    head.skip(9);
    m_flags = head.u8();
    const std::uint32_t largest_managed = head.u32();
    head.length();
    m_huge_tree = head.address();
    head.length();
    head.address();
    for (int i = 0; i < 8; ++i) head.length();  // amounts of space and of objects
    m_width = head.u16();
    m_starting_size = head.length();
    m_largest_direct = head.length();
    const unsigned offset_bits = head.u16();
    head.u16();
    m_root = head.address();
    m_root_rows = head.u16();
    if (filter_size > 0) {
        m_root_stored_size = head.length();
        m_root_filter_mask = head.u32();
        m_filters = decode_filters(head.part(filter_size));
    }
    if (m_width == 0 || !std::has_single_bit(m_width) || !std::has_single_bit(m_starting_size) ||
        !std::has_single_bit(m_largest_direct) || m_largest_direct < m_starting_size || offset_bits > 64 ||
        offset_bits == 0 || m_largest_direct > k_largest_object)
        head.fail("found a fractal heap whose blocks have sizes that are not possible");
    m_offset_width = (offset_bits + 7) / 8;
    m_length_width = std::min<std::size_t>((log2_of(m_largest_direct) + 7) / 8, log2_of(largest_managed) / 8 + 1);
    m_direct_rows = log2_of(m_largest_direct) - log2_of(m_starting_size) + 2;
}

std::uint64_t FractalHeap::row_size(unsigned row) const {
    if (row < 2) return m_starting_size;
    if (row - 1 >= 64 - log2_of(m_starting_size)) return UINT64_MAX;
    return m_starting_size << (row - 1);
}

Cursor FractalHeap::object(std::span<const std::byte> id, std::vector<std::byte>& kept) {
    if (id.size() != m_id_size && id.size() < m_id_size)
        throw Damage{m_file.offset_of(m_address), "found a heap object's id that is shorter than those of its heap"};
    Cursor cursor(id.first(m_id_size), m_file.offset_of(m_address), m_file.sizes());
    const unsigned head = std::to_integer<unsigned>(id[0]);
    if ((head >> 6) != 0) throw Unsupported{fmt::format("version {} of the ids of a fractal heap", head >> 6)};
    switch ((head >> 4) & 3) {
        case 0:
            return managed(cursor);
        case 1:
            return huge(cursor, kept);
        case 2:
            return tiny(cursor, kept);
        default:
            cursor.fail("found a heap object's id of an unknown kind");
    }
}

std::uint64_t FractalHeap::place_of(std::span<const std::byte> id) const {
    const bool is_managed = id.size() > m_offset_width && (std::to_integer<unsigned>(id[0]) & 0xf0) == 0;
    return is_managed ? little_endian(id.data() + 1, m_offset_width) : 0;
}

Cursor FractalHeap::tiny(Cursor id, std::vector<std::byte>& kept) const {
    const unsigned head = id.u8();
    const bool is_extended = m_id_size - 1 > 16;
    const std::size_t length = (is_extended ? (head & 0x0f) << 8 | id.u8() : (head & 0x0f)) + 1;
    const std::uint64_t where = id.file_offset();
    const auto bytes = id.bytes(length);
    kept.assign(bytes.begin(), bytes.end());
    return {kept, where, m_file.sizes()};
}

Cursor FractalHeap::managed(Cursor id) {
    id.skip(1);
    const std::uint64_t offset = id.number(m_offset_width);
    const std::uint64_t length = id.number(m_length_width);
    if (m_loaded.address == k_undefined || offset < m_loaded.heap_offset ||
        offset - m_loaded.heap_offset >= m_loaded.size)
        load(block_of(offset));
    const std::uint64_t begin = offset - m_loaded.heap_offset;
    if (length == 0 || begin >= m_bytes.size() || length > m_bytes.size() - begin)
        id.fail(fmt::format("found a heap object of {} bytes at {} of a block of {}", length, begin, m_bytes.size()));
    m_file.charge_parsing(length);
    return {std::span<const std::byte>(m_bytes).subspan(begin, length), m_file.offset_of(m_loaded.address) + begin,
            m_file.sizes()};
}

FractalHeap::Block FractalHeap::block_of(std::uint64_t heap_offset) {
    if (m_root_rows == 0) return {m_root, 0, m_starting_size, m_root_stored_size, m_root_filter_mask};
    Block block{m_root, 0, 0, 0, 0};
    unsigned rows = m_root_rows;
    // Every level is at least one row smaller than the one around it.
    while (rows > 0) {
        unsigned child_rows = 0;
        block = child_of(block, rows, heap_offset, child_rows);
        if (child_rows >= rows && child_rows > 0)
            throw Damage{m_file.offset_of(block.address), "found heap blocks nested in circles"};
        rows = child_rows;
    }
    return block;
}

FractalHeap::Block FractalHeap::child_of(const Block& parent, unsigned rows, std::uint64_t heap_offset,
                                         unsigned& child_rows) {
    const Sizes sizes = m_file.sizes();
    if (rows > 64 + m_direct_rows) throw Damage{m_file.offset_of(m_address), "found a heap block of too many rows"};
    const std::uint64_t direct_rows = std::min(rows, m_direct_rows);
    const std::uint64_t direct_entry = sizes.address + (m_filters.empty() ? 0U : sizes.length + 4U);
    const std::uint64_t size = 5 + sizes.address + m_offset_width + direct_rows * m_width * direct_entry +
                               (rows - direct_rows) * m_width * sizes.address + 4;
    Cursor block = m_file.read(parent.address, size, "an indirect block of a fractal heap");
    verify_checksum(block, "an indirect block of a fractal heap");
    block.expect_signature("FHIB", "indirect block of a fractal heap");
    block.skip(1 + sizes.address);
    if (block.number(m_offset_width) != parent.heap_offset) block.fail("found a heap block of another place");
    Block child;
    child.heap_offset = parent.heap_offset;
    for (unsigned row = 0; row < rows; ++row) {
        child.size = row_size(row);
        for (std::uint64_t column = 0; column < m_width; ++column) {
            child.address = block.address();
            if (row < direct_rows && !m_filters.empty()) {
                child.stored_size = block.length();
                child.filter_mask = block.u32();
            }
            if (heap_offset - child.heap_offset < child.size) {
                child_rows = row < direct_rows ? 0 : log2_of(child.size) - log2_of(m_starting_size * m_width) + 1;
                return child;
            }
            child.heap_offset += child.size;
        }
    }
    block.fail(fmt::format("found no heap block for the offset {}", heap_offset));
}

/// A direct block, without its filters; objects' offsets count its header.
void FractalHeap::load(const Block& block) {
    m_loaded.address = k_undefined;
    const std::uint64_t stored = m_filters.empty() ? block.size : block.stored_size;
    Cursor found = m_file.copy(block.address, stored, "a direct block of a fractal heap", m_bytes);
    if (!m_filters.empty()) {
        m_file.charge_decoding(block.size);
        Unfilter unfilter;
        const auto plain = unfilter.undo(m_filters, block.filter_mask, found, block.size);
        m_bytes.assign(plain.begin(), plain.end());
        found = Cursor(m_bytes, m_file.offset_of(block.address), m_file.sizes());
    }
    Cursor whole = found;
    found.expect_signature("FHDB", "direct block of a fractal heap");
    found.skip(1);
    if (found.address() != m_address) found.fail("found a block of another fractal heap");
    if (found.number(m_offset_width) != block.heap_offset) found.fail("found a heap block of another place");
    if ((m_flags & k_blocks_have_checksums) != 0) {
        const std::size_t at = found.at();
        const std::uint32_t stored_sum = found.u32();
        for (std::size_t i = 0; i < 4; ++i) m_bytes[at + i] = std::byte{0};
        const std::uint32_t computed = codecs::lookup3(m_bytes);
        if (stored_sum != computed)
            whole.fail(
                fmt::format("found a direct block of a fractal heap with the checksum {:08x}, its bytes have {:08x}",
                            stored_sum, computed));
    }
    m_loaded = block;
}

Cursor FractalHeap::huge(Cursor id, std::vector<std::byte>& kept) {
    const Sizes sizes = m_file.sizes();
    id.skip(1);
    const std::size_t direct_size = sizes.address + sizes.length + (m_filters.empty() ? 0U : 4U + sizes.length);
    std::uint64_t address = k_undefined;
    std::uint64_t length = 0;
    std::uint64_t memory = 0;
    std::uint32_t mask = 0;
    const auto decode = [&](Cursor record) {
        address = record.address();
        length = record.length();
        if (m_filters.empty()) return;
        mask = record.u32();
        memory = record.length();
    };
    if (direct_size <= m_id_size - 1) {
        decode(id);
    } else {
        const std::size_t width = std::min<std::size_t>(m_id_size - 1, sizes.length);
        const std::uint64_t wanted = id.number(width);
        bool is_found = false;
        for_each_record(m_file, m_huge_tree, {m_filters.empty() ? 1U : 2U}, [&](Cursor record) {
            Cursor number = record;
            number.skip(direct_size);
            if (number.length() != wanted) return;
            decode(record);
            is_found = true;
        });
        if (!is_found) id.fail("found a huge heap object that is not in its index");
    }
    if (length > k_largest_object || memory > k_largest_object) throw Unsupported{"a huge object of more than 64 MiB"};
    Cursor found = m_file.copy(address, length, "a huge object of a fractal heap", kept);
    if (m_filters.empty()) return found;
    m_file.charge_decoding(memory);
    Unfilter unfilter;
    const auto plain = unfilter.undo(m_filters, mask, found, memory);
    kept.assign(plain.begin(), plain.end());
    return {kept, found.file_offset(), sizes};
}

}  // namespace cairn::hdf5
