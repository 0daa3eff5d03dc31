#include "builder/probe/icechunk/flatbuffer.hpp"

namespace cairn::icechunk {

namespace {

constexpr std::size_t k_offset = 4;

void need(std::string_view bytes, std::uint64_t at, std::uint64_t count) {
    if (at > bytes.size() || count > bytes.size() - at) throw BadBuffer{"an offset leads out of the bytes"};
}

std::uint64_t number_at(std::string_view bytes, std::uint64_t at, std::size_t width) {
    need(bytes, at, width);
    std::uint64_t value = 0;
    for (std::size_t i = width; i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
    return value;
}

/// Where an offset, which counts from where it stands, leads to.
std::size_t followed(std::string_view bytes, std::size_t at) {
    const std::uint64_t target = at + number_at(bytes, at, k_offset);
    need(bytes, target, k_offset);
    return target;
}

}  // namespace

Table Table::root(std::string_view bytes) { return {bytes, followed(bytes, 0)}; }

Table::Table(std::string_view bytes, std::size_t at) : m_bytes(bytes), m_at(at) {
    const auto back = static_cast<std::int32_t>(static_cast<std::uint32_t>(number_at(bytes, at, k_offset)));
    const std::int64_t vtable = static_cast<std::int64_t>(at) - back;
    if (vtable < 0) throw BadBuffer{"an offset leads out of the bytes"};
    m_vtable = static_cast<std::size_t>(vtable);
    m_vtable_size = number_at(bytes, m_vtable, 2);
    need(bytes, m_vtable, m_vtable_size);
}

std::size_t Table::place_of(unsigned field) const {
    const std::size_t slot = 4 + 2 * static_cast<std::size_t>(field);
    if (slot + 2 > m_vtable_size) return 0;
    const std::uint64_t offset = number_at(m_bytes, m_vtable + slot, 2);
    return offset == 0 ? 0 : m_at + offset;
}

std::uint64_t Table::number(unsigned field, std::size_t width, std::uint64_t otherwise) const {
    const std::size_t place = place_of(field);
    return place == 0 ? otherwise : number_at(m_bytes, place, width);
}

std::string_view Table::structure(unsigned field, std::size_t size) const {
    const std::size_t place = place_of(field);
    if (place == 0) return {};
    need(m_bytes, place, size);
    return m_bytes.substr(place, size);
}

std::string_view Table::bytes(unsigned field) const {
    const std::size_t place = place_of(field);
    if (place == 0) return {};
    const std::size_t at = followed(m_bytes, place);
    const std::uint64_t size = number_at(m_bytes, at, k_offset);
    need(m_bytes, at + k_offset, size);
    return m_bytes.substr(at + k_offset, size);
}

std::optional<Table> Table::table(unsigned field) const {
    const std::size_t place = place_of(field);
    if (place == 0) return std::nullopt;
    return Table(m_bytes, followed(m_bytes, place));
}

Vector Table::vector(unsigned field, std::size_t element_size) const {
    const std::size_t place = place_of(field);
    if (place == 0) return {m_bytes, 0, 0, element_size};
    const std::size_t at = followed(m_bytes, place);
    const std::uint64_t count = number_at(m_bytes, at, k_offset);
    need(m_bytes, at + k_offset, count * element_size);  // below 2^32 each
    return {m_bytes, at + k_offset, count, element_size};
}

std::uint64_t Vector::number(std::size_t i) const {
    return number_at(m_all, m_begin + i * m_element_size, m_element_size);
}

Table Vector::table(std::size_t i) const { return {m_all, followed(m_all, m_begin + i * k_offset)}; }

}  // namespace cairn::icechunk
