#include "builder/probe/hdf5/symbol_table.hpp"

namespace cairn::hdf5 {

namespace {

constexpr unsigned k_deepest = 16;
constexpr std::uint64_t k_largest_heap = 256 << 20;

class SymbolTableReader {
  public:
    explicit SymbolTableReader(File& file) : m_file(file) {}

    std::vector<Link> read(Cursor body) {
        const std::uint64_t tree = body.address();
        const std::uint64_t heap = body.address();
        read_heap(heap);
        if (tree != k_undefined) read_node(tree, k_any_level);
        return std::move(m_links);
    }

  private:
    static constexpr unsigned k_any_level = UINT32_MAX;

    void read_heap(std::uint64_t address) {
        const Sizes sizes = m_file.sizes();
        Cursor head = m_file.read(address, 8ULL + 2 * sizes.length + sizes.address, "a local heap");
        head.expect_signature("HEAP", "local heap");
        if (const unsigned version = head.u8(); version != 0) head.unknown_version("a local heap", version);
        head.skip(3);
        const std::uint64_t size = head.length();
        head.length();
        const std::uint64_t data = head.address();
        if (size > k_largest_heap) throw Unsupported{"a group with more than 256 MiB of names"};
        m_heap = m_file.copy(data, size, "a local heap", m_heap_bytes);
    }

    void read_node(std::uint64_t address, unsigned expected_level) {
        const std::size_t head_size = 8 + 2ULL * m_file.sizes().address;
        Cursor head = m_file.read(address, head_size, "a B-tree of a group");
        head.expect_signature("TREE", "B-tree node");
        if (const unsigned type = head.u8(); type != 0)
            head.fail(fmt::format("found a B-tree of the type {}, expected 0", type));
        const unsigned level = head.u8();
        const std::uint64_t entries = head.u16();
        if (level > k_deepest || (expected_level != k_any_level && level != expected_level))
            head.fail(fmt::format("found a B-tree node of the level {}", level));
        if (entries == 0 && expected_level != k_any_level) head.fail("found an empty node in a B-tree");
        const std::uint64_t entry_size = m_file.sizes().length + m_file.sizes().address;
        std::vector<std::byte> kept;
        Cursor node = m_file.copy(address, head_size + entries * entry_size, "a B-tree of a group", kept);
        node.skip(head_size);
        for (std::uint64_t i = 0; i < entries; ++i) {
            node.length();
            const std::size_t before = m_links.size();
            const std::uint64_t child = node.address();
            if (level > 0) {
                read_node(child, level - 1);
            } else {
                read_symbols(child);
            }
            // A tree that leads to the same names again and again must end.
            if (m_links.size() == before && entries > 1) node.fail("found an empty node in a B-tree");
        }
    }

    void read_symbols(std::uint64_t address) {
        Cursor head = m_file.read(address, 8, "a symbol table node");
        head.expect_signature("SNOD", "symbol table node");
        if (const unsigned version = head.u8(); version != 1) head.unknown_version("a symbol table node", version);
        head.skip(1);
        const std::uint64_t count = head.u16();
        const std::uint64_t entry_size = m_file.sizes().length + m_file.sizes().address + 24ULL;
        Cursor node = m_file.read(address, 8 + count * entry_size, "a symbol table node");
        node.skip(8);
        for (std::uint64_t i = 0; i < count; ++i) add(node.part(entry_size));
    }

    void add(Cursor entry) {
        constexpr std::uint32_t k_soft = 2;
        Link link;
        link.file_offset = entry.file_offset();
        link.name = text_at(entry.length(), entry);
        link.address = entry.address();
        const std::uint32_t kind = entry.u32();
        entry.skip(4);
        if (kind == k_soft) {
            link.kind = Link::Kind::soft;
            link.target = text_at(entry.u32(), entry);
        }
        if (link.name.empty()) entry.fail("found a link without a name");
        if (!m_links.empty() && link.name <= m_links.back().name)
            entry.fail("found names that are not in order in a group");
        m_links.push_back(std::move(link));
    }

    std::string text_at(std::uint64_t offset, const Cursor& entry) const {
        if (offset >= m_heap.all().size())
            entry.fail(fmt::format("found a name at {} of a local heap of {} bytes", offset, m_heap.all().size()));
        const auto rest = m_heap.all().subspan(offset);
        const std::string_view text = terminated_text(rest);
        if (text.size() == rest.size()) entry.fail("found a name without an end");
        return std::string(text);
    }

    File& m_file;
    std::vector<std::byte> m_heap_bytes;
    Cursor m_heap;
    std::vector<Link> m_links;
};

}  // namespace

std::vector<Link> read_symbol_table(File& file, Cursor body) { return SymbolTableReader(file).read(body); }

}  // namespace cairn::hdf5
