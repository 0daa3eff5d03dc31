#include "builder/probe/hdf5/shared.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::size_t k_heap_id_size = 8;

struct Location {
    bool is_in_heap = false;
    std::uint64_t address = k_undefined;
    std::span<const std::byte> heap_id;
};

Location location_of(Cursor body) {
    const unsigned version = body.u8();
    if (version < 1 || version > 3) body.unknown_version("a shared message", version);
    const unsigned type = body.u8();
    if (version == 1) body.skip(6);
    Location location;
    location.is_in_heap = version == 3 && type == 1;
    if (location.is_in_heap) {
        location.heap_id = body.bytes(k_heap_id_size);
    } else {
        location.address = body.address();
    }
    return location;
}

}  // namespace

Datatype SharedMessages::datatype(Cursor body, bool is_shared) {
    if (!is_shared) return decode_datatype(body);
    const Location location = location_of(body);
    if (!location.is_in_heap) {
        if (const auto known = m_committed.find(location.address); known != m_committed.end()) {
            m_file.charge_parsing(known->second.bytes);
            return known->second.type;
        }
    }
    std::vector<std::byte> kept;
    Cursor message = resolve(body, true, MessageType::datatype, kept);
    Datatype type = decode_datatype(message);
    if (!location.is_in_heap) m_committed.emplace(location.address, Committed{type, message.all().size()});
    return type;
}

Dataspace SharedMessages::dataspace(Cursor body, bool is_shared) {
    std::vector<std::byte> kept;
    return decode_dataspace(resolve(body, is_shared, MessageType::dataspace, kept));
}

Cursor SharedMessages::resolve(Cursor body, bool is_shared, MessageType type, std::vector<std::byte>& kept) {
    if (!is_shared) return body;
    const Location location = location_of(body);
    if (location.is_in_heap) return from_heap(location.heap_id, type, kept);
    ObjectHeader other;
    read_object_header(m_file, location.address, other);
    const Message* message = other.find(type);
    if (message == nullptr || message->is_shared()) body.fail("found a shared message that is not where it points to");
    const Cursor found = other.body(*message);
    kept.assign(found.all().begin(), found.all().end());
    return {kept, found.file_offset(), found.sizes()};
}

Cursor SharedMessages::from_heap(std::span<const std::byte> id, MessageType type, std::vector<std::byte>& kept) {
    if (!m_indexes) read_indexes();
    for (Index& index : *m_indexes) {
        if ((index.types >> static_cast<unsigned>(type) & 1) == 0 || index.heap == k_undefined) continue;
        if (index.open == nullptr) index.open = std::make_unique<FractalHeap>(m_file, index.heap);
        const Cursor found = index.open->object(id, kept);
        if (found.all().data() == kept.data()) return found;
        // What it refers to may be in the same heap.
        kept.assign(found.all().begin(), found.all().end());
        return {kept, found.file_offset(), found.sizes()};
    }
    throw Damage{0, "found a shared message of a type that the file shares none of"};
}

void SharedMessages::read_indexes() {
    m_indexes.emplace();
    if (m_extension == k_undefined) return;
    ObjectHeader extension;
    read_object_header(m_file, m_extension, extension);
    const Message* message = extension.find(MessageType::shared_message_table);
    if (message == nullptr) return;
    Cursor body = extension.body(*message);
    if (const unsigned version = body.u8(); version != 0) body.unknown_version("the shared message table", version);
    const std::uint64_t address = body.address();
    const std::size_t count = body.u8();
    const std::size_t index_size = 14 + 2ULL * m_file.sizes().address;
    Cursor table = m_file.read(address, 4 + count * index_size + 4, "the shared message table");
    verify_checksum(table, "the shared message table");
    table.expect_signature("SMTB", "shared message table");
    for (std::size_t i = 0; i < count; ++i) {
        Index index;
        table.skip(2);
        index.types = table.u16();
        table.skip(4 + 2 + 2 + 2);
        table.address();
        index.heap = table.address();
        m_indexes->push_back(std::move(index));
    }
}

}  // namespace cairn::hdf5
