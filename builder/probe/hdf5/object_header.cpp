#include "builder/probe/hdf5/object_header.hpp"

#include <algorithm>

namespace cairn::hdf5 {

namespace {

constexpr std::size_t k_most_parts = 4096;
constexpr std::uint64_t k_largest_header = 32 << 20;

class HeaderParser {
  public:
    HeaderParser(File& file, ObjectHeader& header) : m_file(file), m_header(header) {}

    void parse(std::uint64_t address) {
        m_header.address = address;
        m_header.bytes.clear();
        m_header.messages.clear();
        m_header.sizes = m_file.sizes();
        Cursor start = m_file.read(address, 16, "an object header");
        if (text_of(start.all()).starts_with("OHDR")) {
            parse_new(start);
        } else {
            parse_old(start);
        }
        for (std::size_t i = 0; i < m_parts.size(); ++i) parse_continuation(m_parts[i]);
    }

  private:
    struct Part {
        std::uint64_t address;
        std::uint64_t size;
    };

    void parse_old(Cursor start) {
        const std::uint8_t version = start.u8();
        if (version != 1) start.fail(fmt::format("found no object header, but version {} of one", version));
        start.skip(1);
        m_messages_left = start.u16();
        start.skip(4);
        const std::uint32_t size = start.u32();
        add_messages({m_header.address + 16, size}, 0, 0);
    }

    void parse_new(Cursor start) {
        m_is_new = true;
        start.skip(4);
        const std::uint8_t version = start.u8();
        if (version != 2) start.unknown_version("an object header", version);
        const std::uint8_t flags = start.u8();
        m_tracks_order = (flags & 0x04) != 0;
        const std::size_t prefix = 6 + ((flags & 0x20) != 0 ? 16U : 0U) + ((flags & 0x10) != 0 ? 4U : 0U);
        const std::size_t width = std::size_t{1} << (flags & 0x03);
        Cursor sized = m_file.read(m_header.address, prefix + width, "an object header");
        sized.skip(prefix);
        const std::uint64_t size = sized.number(width);
        if (size > k_largest_header) sized.fail(fmt::format("found an object header of {} bytes", size));
        add_messages({m_header.address, prefix + width + size + 4}, prefix + width, 4);
    }

    void parse_continuation(Part part) { add_messages(part, m_is_new ? 4 : 0, m_is_new ? 4 : 0); }

    /// Messages lie between the `prefix` and the checksum.
    void add_messages(Part part, std::size_t prefix, std::size_t suffix) {
        const std::size_t begin = m_header.bytes.size();
        if (part.size > k_largest_header - begin)
            throw Damage{m_file.offset_of(part.address), "found an object header that is larger than 32 MiB"};
        const Cursor whole = m_file.read(part.address, part.size, "an object header");
        if (m_is_new) {
            if (begin > 0) Cursor(whole).expect_signature("OCHK", "object header continuation");
            verify_checksum(whole, "an object header");
        }
        if (part.size < prefix + suffix) whole.fail("found an object header without room for messages");
        m_header.bytes.insert(m_header.bytes.end(), whole.all().begin(), whole.all().end());
        Cursor messages(std::span(m_header.bytes).subspan(begin + prefix, part.size - prefix - suffix),
                        whole.file_offset() + prefix, m_file.sizes());
        parse_messages(messages, begin + prefix);
    }

    void parse_messages(Cursor messages, std::size_t begin) {
        const std::size_t header_size = m_is_new ? (m_tracks_order ? 6 : 4) : 8;
        while (messages.remaining() >= header_size) {
            if (!m_is_new && m_messages_left == 0) return;
            Message message;
            const unsigned type = m_is_new ? messages.u8() : messages.u16();
            message.type = static_cast<MessageType>(type);
            const std::uint16_t size = messages.u16();
            message.flags = messages.u8();
            if (!m_is_new) messages.skip(3);
            if (m_is_new && m_tracks_order) message.creation_order = messages.u16();
            message.begin = static_cast<std::uint32_t>(begin + messages.at());
            message.size = size;
            message.file_offset = messages.file_offset();
            Cursor body = messages.part(size);
            if (!m_is_new) --m_messages_left;
            add(message, body);
        }
    }

    void add(const Message& message, Cursor body) {
        if (message.type == MessageType::nil) return;
        if (message.type == MessageType::continuation) return add_part(body);
        if (message.type > MessageType::last_known && (message.flags & 0x80) != 0)
            throw Unsupported{fmt::format("the header message {:#x}", static_cast<unsigned>(message.type))};
        m_header.messages.push_back(message);
    }

    void add_part(Cursor body) {
        Part part{};
        part.address = body.address();
        part.size = body.length();
        const bool is_known = std::any_of(m_parts.begin(), m_parts.end(),
                                          [&](const Part& other) { return other.address == part.address; });
        if (is_known || part.address == m_header.address || m_parts.size() >= k_most_parts)
            body.fail("found object header continuations that lead in circles");
        if (part.size > 0) m_parts.push_back(part);
    }

    File& m_file;
    ObjectHeader& m_header;
    bool m_is_new = false;
    bool m_tracks_order = false;
    std::uint32_t m_messages_left = 0;  ///< of a version 1 header
    std::vector<Part> m_parts;
};

}  // namespace

const Message* ObjectHeader::find(MessageType type) const {
    const auto found =
        std::find_if(messages.begin(), messages.end(), [type](const Message& m) { return m.type == type; });
    return found == messages.end() ? nullptr : &*found;
}

void read_object_header(File& file, std::uint64_t address, ObjectHeader& header) {
    HeaderParser(file, header).parse(address);
}

}  // namespace cairn::hdf5
