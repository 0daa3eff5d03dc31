#include "base/parquet/thrift_writer.hpp"

namespace cairn::parquet {

void ThriftWriter::varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) m_into += static_cast<char>(value | 0x80);
    m_into += static_cast<char>(value);
}

void ThriftWriter::zigzag(std::int64_t value) {
    varint(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
}

void ThriftWriter::field(std::int16_t id, Kind kind) {
    const int delta = id - m_last;
    const auto code = static_cast<unsigned>(kind);
    if (delta > 0 && delta <= 15) {
        m_into += static_cast<char>(static_cast<unsigned>(delta) << 4 | code);
    } else {
        m_into += static_cast<char>(code);
        zigzag(id);
    }
    m_last = id;
}

void ThriftWriter::i8(std::int16_t id, std::int8_t value) {
    field(id, Kind::byte);
    m_into += static_cast<char>(value);
}

void ThriftWriter::i16(std::int16_t id, std::int16_t value) {
    field(id, Kind::i16);
    zigzag(value);
}

void ThriftWriter::i32(std::int16_t id, std::int32_t value) {
    field(id, Kind::i32);
    zigzag(value);
}

void ThriftWriter::i64(std::int16_t id, std::int64_t value) {
    field(id, Kind::i64);
    zigzag(value);
}

void ThriftWriter::boolean(std::int16_t id, bool value) { field(id, value ? Kind::boolean_true : Kind::boolean_false); }

void ThriftWriter::text(std::int16_t id, std::string_view value) {
    field(id, Kind::binary);
    text(value);
}

void ThriftWriter::text(std::string_view element) {
    varint(element.size());
    m_into += element;
}

void ThriftWriter::list(std::int16_t id, Kind element, std::size_t size) {
    field(id, Kind::list);
    const auto code = static_cast<unsigned>(element);
    if (size < 15) {
        m_into += static_cast<char>(static_cast<unsigned>(size) << 4 | code);
    } else {
        m_into += static_cast<char>(0xF0 | code);
        varint(size);
    }
}

}  // namespace cairn::parquet
