#include "builder/probe/hdf5/attributes.hpp"

#include <algorithm>
#include <array>

#include "builder/probe/hdf5/btree_v2.hpp"
#include "builder/probe/hdf5/name_hash.hpp"

namespace cairn::hdf5 {

namespace {

/// In version 1 every part fills a multiple of 8 bytes.
Cursor padded_part(Cursor& body, std::size_t size, unsigned version) {
    const Cursor part = body.part(size);
    if (version == 1) body.skip(std::min<std::size_t>((8 - size % 8) % 8, body.remaining()));
    return part;
}

struct DenseRecord {
    std::array<std::byte, 8> heap_id;
    std::uint8_t flags;
    std::uint32_t creation_order;
    std::uint32_t name_hash;
};

constexpr std::size_t k_usual_count = 64;

/// Most are sorted already, and a stable sort takes memory before it looks.
template <class Element, class OrderOf>
void sort_by_creation(std::vector<Element>& elements, OrderOf order_of) {
    const auto is_before = [&](const Element& a, const Element& b) { return order_of(a) < order_of(b); };
    if (std::is_sorted(elements.begin(), elements.end(), is_before)) return;
    std::stable_sort(elements.begin(), elements.end(), is_before);
}

class AttributeReader {
  public:
    AttributeReader(File& file, SharedMessages& shared, const std::function<void(const AttributeMessage&)>& visit)
        : m_file(file), m_shared(shared), m_visit(visit) {}

    void read(const ObjectHeader& header) {
        if (const Message* info = header.find(MessageType::attribute_info)) {
            if (read_dense(header.body(*info))) return;
        }
        std::vector<const Message*> messages;
        for (const Message& message : header.messages) {
            if (message.type == MessageType::attribute) messages.push_back(&message);
        }
        sort_by_creation(messages, [](const Message* message) { return message->creation_order; });
        for (const Message* message : messages) {
            Cursor body = m_shared.resolve(header.body(*message), message->is_shared(), MessageType::attribute, m_kept);
            visit(body);
        }
    }

  private:
    bool read_dense(Cursor info) {
        if (const unsigned version = info.u8(); version != 0) info.unknown_version("attribute information", version);
        const unsigned flags = info.u8();
        if ((flags & 1) != 0) info.skip(2);
        const std::uint64_t heap_address = info.address();
        const std::uint64_t names = info.address();
        if (heap_address == k_undefined) return false;
        std::vector<DenseRecord> records;
        records.reserve(k_usual_count);
        for_each_record(m_file, names, {8U}, [&](Cursor record) {
            DenseRecord dense{};
            const auto id = record.bytes(dense.heap_id.size());
            std::copy(id.begin(), id.end(), dense.heap_id.begin());
            dense.flags = record.u8();
            dense.creation_order = record.u32();
            dense.name_hash = record.u32();
            if (!records.empty() && dense.name_hash < records.back().name_hash)
                throw Unsupported{"attributes that are not in the order of their names"};
            records.push_back(dense);
        });
        sort_by_creation(records, [](const DenseRecord& record) { return record.creation_order; });
        FractalHeap heap(m_file, heap_address);
        for (const DenseRecord& record : records) {
            const bool is_shared = (record.flags & 0x02) != 0;
            const Cursor body = is_shared ? m_shared.from_heap(record.heap_id, MessageType::attribute, m_kept)
                                          : heap.object(record.heap_id, m_kept);
            visit(body, record.name_hash);
        }
        return true;
    }

    void visit(Cursor body) { m_visit(AttributeMessage(body, m_shared)); }

    /// Whoever looks a name up goes by its hash: an attribute below another hash is there for some readers only.
    void visit(Cursor body, std::uint32_t name_hash) {
        const AttributeMessage message(body, m_shared);
        if (name_hash_of(message.name()) != name_hash)
            throw Unsupported{"an attribute that its index has under another name"};
        m_visit(message);
    }

    File& m_file;
    SharedMessages& m_shared;
    const std::function<void(const AttributeMessage&)>& m_visit;
    std::vector<std::byte> m_kept;
};

}  // namespace

AttributeMessage::AttributeMessage(Cursor body, SharedMessages& shared) : m_shared(shared) {
    const unsigned version = body.u8();
    if (version < 1 || version > 3) body.unknown_version("an attribute", version);
    const unsigned flags = body.u8();
    m_type_is_shared = version > 1 && (flags & 1) != 0;
    m_space_is_shared = version > 1 && (flags & 2) != 0;
    const std::size_t name_size = body.u16();
    const std::size_t type_size = body.u16();
    const std::size_t space_size = body.u16();
    if (version == 3) body.skip(1);
    m_name = terminated_text(padded_part(body, name_size, version).all());
    if (m_name.empty()) body.fail("found an attribute without a name");
    m_type = padded_part(body, type_size, version);
    m_space = padded_part(body, space_size, version);
    m_data = Cursor(body.rest(), body.file_offset(), body.sizes());
}

StoredAttribute AttributeMessage::decode() const {
    StoredAttribute attribute{m_shared.datatype(m_type, m_type_is_shared),
                              m_shared.dataspace(m_space, m_space_is_shared), m_data};
    if (attribute.bytes() > m_data.remaining())
        m_data.fail(fmt::format("found {} bytes of an attribute of {}", m_data.remaining(), attribute.bytes()));
    return attribute;
}

void for_each_attribute(File& file, SharedMessages& shared, const ObjectHeader& header,
                        const std::function<void(const AttributeMessage&)>& visit) {
    AttributeReader(file, shared, visit).read(header);
}

}  // namespace cairn::hdf5
