#include "builder/probe/hdf5/btree_v2.hpp"

#include <algorithm>
#include <bit>
#include <vector>

namespace cairn::hdf5 {

namespace {

constexpr unsigned k_deepest = 16;
constexpr std::uint64_t k_largest_node = 16 << 20;

std::size_t width_of(std::uint64_t value) {
    return value < 2 ? 1 : (static_cast<std::size_t>(std::bit_width(value)) - 1) / 8 + 1;
}

struct Level {
    std::uint64_t most_records = 0;
    std::uint64_t most_below = 0;    ///< records in such a node and below it; saturates
    std::size_t width_of_below = 0;  ///< of the field that counts them; not used for leaves
};

class TreeReader {
  public:
    TreeReader(File& file, const std::function<void(Cursor)>& visit) : m_file(file), m_visit(visit) {}

    void read(std::uint64_t address, std::initializer_list<unsigned> expected_types) {
        const Sizes sizes = m_file.sizes();
        const std::uint64_t size = 18ULL + sizes.address + sizes.length + 4;
        Cursor head = m_file.read(address, size, "a B-tree");
        verify_checksum(head, "a B-tree");
        head.expect_signature("BTHD", "B-tree");
        if (const unsigned version = head.u8(); version != 0) head.unknown_version("a version 2 B-tree", version);
        m_type = head.u8();
        if (std::find(expected_types.begin(), expected_types.end(), m_type) == expected_types.end())
            head.fail(fmt::format("found a B-tree of the type {}", m_type));
        m_node_size = head.u32();
        m_record_size = head.u16();
        const unsigned depth = head.u16();
        head.skip(2);
        const std::uint64_t root = head.address();
        const std::uint64_t root_records = head.u16();
        const std::uint64_t total = head.length();
        if (m_record_size == 0 || depth > k_deepest || m_node_size > k_largest_node || m_node_size < 16)
            head.fail("found a B-tree whose nodes have sizes that are not possible");
        if (root == k_undefined || total == 0) return;
        if (total > m_file.size_bytes() / m_record_size)
            head.fail("found a B-tree of more records than fit in the file");
        m_left = total;
        set_levels(depth);
        read_node(root, root_records, depth);
        if (m_left != 0) throw Damage{m_file.offset_of(address), "found fewer records than the B-tree says it has"};
    }

  private:
    void set_levels(unsigned depth) {
        m_levels.resize(depth + 1);
        m_levels[0].most_records = (m_node_size - 10) / m_record_size;
        m_levels[0].most_below = m_levels[0].most_records;
        m_count_width = width_of(m_levels[0].most_records);
        for (unsigned i = 1; i <= depth; ++i) {
            const std::uint64_t pointer = pointer_size(i);
            if (m_node_size < 10 + pointer) throw Damage{0, "found B-tree nodes without room for a record"};
            Level& level = m_levels[i];
            level.most_records = (m_node_size - 10 - pointer) / (m_record_size + pointer);
            if (__builtin_mul_overflow(level.most_records + 1, m_levels[i - 1].most_below, &level.most_below) ||
                __builtin_add_overflow(level.most_below, level.most_records, &level.most_below))
                level.most_below = UINT64_MAX;
            level.width_of_below = width_of(level.most_below);
        }
    }

    /// Bytes of what points from a node of a level to one below.
    std::uint64_t pointer_size(unsigned level) const {
        return m_file.sizes().address + m_count_width + (level > 1 ? m_levels[level - 1].width_of_below : 0);
    }

    void read_node(std::uint64_t address, std::uint64_t records, unsigned level) {
        if (records > m_levels[level].most_records)
            throw Damage{m_file.offset_of(address), fmt::format("found {} records of a B-tree node with room for {}",
                                                                records, m_levels[level].most_records)};
        if (level == 0) return read_leaf(address, records);
        const std::uint64_t size = 6 + records * m_record_size + (records + 1) * pointer_size(level) + 4;
        std::vector<std::byte> kept;
        Cursor node = m_file.copy(address, size, "a B-tree node", kept);
        verify_checksum(node, "a B-tree node");
        check_head(node, "BTIN");
        Cursor own = node.part(records * m_record_size);
        for (std::uint64_t i = 0; i <= records; ++i) {
            const std::uint64_t child = node.address();
            const std::uint64_t child_records = node.number(m_count_width);
            if (level > 1) node.skip(m_levels[level - 1].width_of_below);
            read_node(child, child_records, level - 1);
            if (i < records) visit(own.part(m_record_size));
        }
    }

    void read_leaf(std::uint64_t address, std::uint64_t records) {
        Cursor node = m_file.read(address, 6 + records * m_record_size + 4, "a B-tree node");
        verify_checksum(node, "a B-tree node");
        check_head(node, "BTLF");
        for (std::uint64_t i = 0; i < records; ++i) visit(node.part(m_record_size));
    }

    void check_head(Cursor& node, std::string_view signature) const {
        node.expect_signature(signature, "B-tree node");
        node.skip(1);
        if (const unsigned type = node.u8(); type != m_type)
            node.fail(fmt::format("found a node of the type {} in a B-tree of the type {}", type, m_type));
    }

    void visit(const Cursor& record) {
        if (m_left == 0) record.fail("found more records than the B-tree says it has");
        --m_left;
        m_visit(record);
    }

    File& m_file;
    const std::function<void(Cursor)>& m_visit;
    unsigned m_type = 0;
    std::uint64_t m_node_size = 0;
    std::uint64_t m_record_size = 0;
    std::size_t m_count_width = 1;
    std::uint64_t m_left = 0;
    std::vector<Level> m_levels;
};

}  // namespace

void for_each_record(File& file, std::uint64_t tree, std::initializer_list<unsigned> expected_types,
                     const std::function<void(Cursor record)>& visit) {
    TreeReader(file, visit).read(tree, expected_types);
}

}  // namespace cairn::hdf5
