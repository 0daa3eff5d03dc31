// The messages of an object: a group, a dataset, a committed datatype (specification IV.A.1).
#pragma once

#include <cstdint>
#include <vector>

#include "builder/probe/hdf5/file.hpp"

namespace cairn::hdf5 {

enum class MessageType : std::uint16_t {
    nil = 0x00,
    dataspace = 0x01,
    link_info = 0x02,
    datatype = 0x03,
    old_fill_value = 0x04,
    fill_value = 0x05,
    link = 0x06,
    external_files = 0x07,
    layout = 0x08,
    group_info = 0x0a,
    filter_pipeline = 0x0b,
    attribute = 0x0c,
    shared_message_table = 0x0f,
    continuation = 0x10,
    symbol_table = 0x11,
    last_known = 0x18,
    attribute_info = 0x15,
};

struct Message {
    MessageType type = MessageType::nil;
    std::uint8_t flags = 0;
    std::uint16_t creation_order = 0;  ///< of an attribute, where the object tracks it
    std::uint32_t begin = 0;           ///< of its body, in ObjectHeader::bytes
    std::uint32_t size = 0;
    std::uint64_t file_offset = 0;

    bool is_shared() const { return (flags & 0x02) != 0; }
};

struct ObjectHeader {
    std::uint64_t address = k_undefined;
    std::vector<std::byte> bytes;   ///< of all its parts
    std::vector<Message> messages;  ///< in the order of HDF5: part by part
    Sizes sizes;

    const Message* find(MessageType type) const;
    Cursor body(const Message& message) const {
        return {std::span(bytes).subspan(message.begin, message.size), message.file_offset, sizes};
    }
};

/// Into `header`, whose memory is used again. Checksums are verified; continuations that lead in circles are Damage.
void read_object_header(File& file, std::uint64_t address, ObjectHeader& header);

}  // namespace cairn::hdf5
