#include "builder/probe/hdf5/links.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "builder/probe/hdf5/btree_v2.hpp"
#include "builder/probe/hdf5/fractal_heap.hpp"
#include "builder/probe/hdf5/name_hash.hpp"
#include "builder/probe/hdf5/symbol_table.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::size_t k_link_id_size = 7;

std::string sized_text(Cursor& body, std::size_t size) { return std::string(text_of(body.bytes(size))); }

Link decode_link(Cursor body) {
    if (const unsigned version = body.u8(); version != 1) body.unknown_version("a link", version);
    const unsigned flags = body.u8();
    Link link;
    link.file_offset = body.file_offset();
    const unsigned kind = (flags & 0x08) != 0 ? body.u8() : 0;
    if ((flags & 0x04) != 0) link.creation_order = body.u64();
    if ((flags & 0x10) != 0) body.skip(1);
    const std::uint64_t name_size = body.number(std::size_t{1} << (flags & 3));
    if (name_size == 0 || name_size > body.remaining())
        body.fail(fmt::format("found a link's name of {} bytes", name_size));
    link.name = sized_text(body, name_size);
    if (link.name.find('\0') != std::string::npos)
        throw Unsupported{fmt::format("the name {} with a NUL byte in it", to_utf8(link.name))};
    if (kind == 0) {
        link.address = body.address();
    } else if (kind == 1) {
        link.kind = Link::Kind::soft;
        const std::size_t size = body.u16();
        link.target = sized_text(body, size);
    } else if (kind == 64) {
        link.kind = Link::Kind::external;
        const std::size_t size = body.u16();
        Cursor value = body.part(size);
        value.skip(1);
        link.target = terminated_text(value.rest());
    } else {
        link.kind = Link::Kind::other;
    }
    return link;
}

struct LinkInfo {
    bool tracks_order = false;
    std::uint64_t heap = k_undefined;
    std::uint64_t names = k_undefined;
};

LinkInfo decode_link_info(Cursor body) {
    if (const unsigned version = body.u8(); version != 0) body.unknown_version("link information", version);
    const unsigned flags = body.u8();
    LinkInfo info;
    info.tracks_order = (flags & 1) != 0;
    if (info.tracks_order) body.skip(8);
    info.heap = body.address();
    info.names = body.address();
    return info;
}

void add_dense(File& file, const LinkInfo& info, std::vector<Link>& links) {
    struct Record {
        std::uint32_t name_hash = 0;
        std::array<std::byte, k_link_id_size> id{};
    };
    std::vector<Record> records;
    for_each_record(file, info.names, {5U}, [&](Cursor from) {
        Record record;
        record.name_hash = from.u32();
        if (!records.empty() && record.name_hash < records.back().name_hash)
            throw Unsupported{"links that are not in the order of their names"};
        const auto bytes = from.bytes(record.id.size());
        std::copy(bytes.begin(), bytes.end(), record.id.begin());
        records.push_back(record);
    });
    FractalHeap heap(file, info.heap);
    // The index is in the order of hashes: 10,000 names read a block of 64 KB each, 20 times the file.
    std::stable_sort(records.begin(), records.end(),
                     [&heap](const Record& a, const Record& b) { return heap.place_of(a.id) < heap.place_of(b.id); });
    std::vector<std::byte> kept;
    for (const Record& record : records) {
        const Cursor body = heap.object(record.id, kept);
        links.push_back(decode_link(body));
        // Whoever looks a name up goes by its hash.
        if (name_hash_of(links.back().name) != record.name_hash)
            throw Unsupported{"a link that its index has under another name"};
    }
}

}  // namespace

bool is_group(const ObjectHeader& header) {
    return header.find(MessageType::symbol_table) != nullptr || header.find(MessageType::link_info) != nullptr;
}

std::vector<Link> links_of(File& file, const ObjectHeader& header) {
    if (const Message* table = header.find(MessageType::symbol_table))
        return read_symbol_table(file, header.body(*table));
    std::vector<Link> links;
    const Message* message = header.find(MessageType::link_info);
    if (message == nullptr) return links;
    const LinkInfo info = decode_link_info(header.body(*message));
    if (info.heap != k_undefined) {
        add_dense(file, info, links);
    } else {
        for (const Message& link : header.messages) {
            if (link.type == MessageType::link) links.push_back(decode_link(header.body(link)));
        }
    }
    std::stable_sort(links.begin(), links.end(), [&](const Link& a, const Link& b) {
        return info.tracks_order ? a.creation_order < b.creation_order : a.name < b.name;
    });
    return links;
}

}  // namespace cairn::hdf5
