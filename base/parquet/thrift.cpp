#include "base/parquet/thrift.hpp"

#include <fmt/format.h>

#include "base/parquet/failure.hpp"

namespace cairn::parquet {

namespace {

constexpr int k_deepest = 16;

Thrift::Kind kind_of(std::uint8_t code) {
    if (code > static_cast<std::uint8_t>(Thrift::Kind::structure))
        throw Fault{fmt::format("found the type {} in the metadata, which Thrift does not have", code)};
    return static_cast<Thrift::Kind>(code);
}

bool is_boolean(Thrift::Kind kind) { return kind == Thrift::Kind::boolean_true || kind == Thrift::Kind::boolean_false; }

}  // namespace

void Thrift::enter() {
    if (++m_depth > k_deepest) throw Fault{fmt::format("the metadata are nested deeper than {} levels", k_deepest)};
}

std::span<const std::byte> Thrift::take(std::uint64_t count) {
    if (count > m_bytes.size() - m_at) throw Fault{"the metadata are cut off"};
    const auto taken = m_bytes.subspan(m_at, count);
    m_at += count;
    return taken;
}

std::uint8_t Thrift::byte() { return std::to_integer<std::uint8_t>(take(1).front()); }

std::uint64_t Thrift::varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t next = byte();
        value |= static_cast<std::uint64_t>(next & 0x7F) << shift;
        if ((next & 0x80) == 0) return value;
    }
    throw Fault{"found a number of more than 64 bits in the metadata"};
}

std::int64_t Thrift::zigzag() {
    const std::uint64_t bits = varint();
    return static_cast<std::int64_t>((bits >> 1) ^ (0 - (bits & 1)));
}

Thrift::Field Thrift::next_field(std::int16_t last_id) {
    const std::uint8_t header = byte();
    if (header == 0) return {};
    const int delta = header >> 4;
    const std::int64_t id = delta != 0 ? last_id + delta : zigzag();
    if (id < 0 || id > INT16_MAX) throw Fault{fmt::format("found the field {} in the metadata", id)};
    const Field field{kind_of(header & 0x0F), static_cast<std::int16_t>(id)};
    if (field.kind == Kind::stop) throw Fault{"found a field without a type in the metadata"};
    return field;
}

std::int64_t Thrift::integer(const Field& field) {
    switch (field.kind) {
        case Kind::byte:
            return static_cast<std::int8_t>(byte());
        case Kind::i16:
        case Kind::i32:
        case Kind::i64:
            return zigzag();
        default:
            throw Fault{fmt::format("the field {} of the metadata is no integer", field.id)};
    }
}

bool Thrift::boolean(const Field& field) {
    if (!is_boolean(field.kind)) throw Fault{fmt::format("the field {} of the metadata is no boolean", field.id)};
    return field.kind == Kind::boolean_true;
}

std::string Thrift::text(const Field& field) {
    if (field.kind != Kind::binary) throw Fault{fmt::format("the field {} of the metadata is no text", field.id)};
    return text();
}

std::string Thrift::text() {
    const auto bytes = take(varint());
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::size_t Thrift::list_size(std::uint8_t header) {
    const std::uint64_t size = header >> 4 == 15 ? varint() : header >> 4;
    // Every element takes a byte.
    if (size > m_bytes.size() - m_at) throw Fault{fmt::format("found a list of {} elements in cut off metadata", size)};
    return size;
}

void Thrift::expect_structure(const Field& field) {
    if (field.kind != Kind::structure)
        throw Fault{fmt::format("the field {} of the metadata is no structure", field.id)};
}

Thrift::List Thrift::begin_list(const Field& field, Kind element) {
    if (field.kind != Kind::list) throw Fault{fmt::format("the field {} of the metadata is no list", field.id)};
    const std::uint8_t header = byte();
    const List list{kind_of(header & 0x0F), list_size(header)};
    if (list.size != 0 && list.kind != element)
        throw Fault{fmt::format("the list in the field {} of the metadata has elements of another type", field.id)};
    return list;
}

std::size_t Thrift::begin_booleans(const Field& field) {
    if (field.kind != Kind::list) throw Fault{fmt::format("the field {} of the metadata is no list", field.id)};
    const std::uint8_t header = byte();
    const List list{kind_of(header & 0x0F), list_size(header)};
    if (list.size != 0 && !is_boolean(list.kind))
        throw Fault{fmt::format("the list in the field {} of the metadata has no booleans", field.id)};
    return list.size;
}

void Thrift::skip(Kind kind) {
    switch (kind) {
        case Kind::stop:
        case Kind::boolean_true:
        case Kind::boolean_false:
            return;
        case Kind::byte:
            (void)byte();
            return;
        case Kind::i16:
        case Kind::i32:
        case Kind::i64:
            (void)varint();
            return;
        case Kind::real:
            (void)take(8);
            return;
        case Kind::binary:
            (void)take(varint());
            return;
        case Kind::list:
        case Kind::set: {
            const std::uint8_t header = byte();
            return skip_elements(kind_of(header & 0x0F), list_size(header));
        }
        case Kind::map: {
            const std::uint64_t size = varint();
            if (size == 0) return;
            if (size > m_bytes.size() - m_at) throw Fault{"found a map that is cut off in the metadata"};
            const std::uint8_t kinds = byte();
            enter();
            for (std::uint64_t i = 0; i < size; ++i) {
                skip_elements(kind_of(kinds >> 4), 1);
                skip_elements(kind_of(kinds & 0x0F), 1);
            }
            --m_depth;
            return;
        }
        case Kind::structure:
            return structure([this](const Field& field) { skip(field.kind); });
    }
}

void Thrift::skip_elements(Kind kind, std::size_t count) {
    enter();
    for (std::size_t i = 0; i < count; ++i) {
        if (is_boolean(kind)) {
            (void)byte();  // in containers a boolean is a byte
        } else {
            skip(kind);
        }
    }
    --m_depth;
}

}  // namespace cairn::parquet
