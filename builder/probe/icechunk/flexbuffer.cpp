#include "builder/probe/icechunk/flexbuffer.hpp"

#include <algorithm>

#include "builder/probe/icechunk/flatbuffer.hpp"

namespace cairn::icechunk {

namespace {

constexpr unsigned k_key = 4;
constexpr unsigned k_string = 5;
constexpr unsigned k_map = 9;

void need(std::string_view bytes, std::uint64_t at, std::uint64_t count) {
    if (at > bytes.size() || count > bytes.size() - at) throw BadBuffer{"an offset leads out of the bytes"};
}

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
    need(bytes, at, width);
    std::uint64_t value = 0;
    for (std::size_t i = width; i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
    return value;
}

std::size_t before(std::size_t at, std::uint64_t count) {
    if (count > at) throw BadBuffer{"an offset leads out of the bytes"};
    return at - static_cast<std::size_t>(count);
}

/// Offsets lead backwards from where they stand.
std::size_t followed(std::string_view bytes, std::size_t at, std::size_t width) {
    return before(at, number_at(bytes, at, width));
}

std::size_t checked_width(std::uint64_t width) {
    if (width != 1 && width != 2 && width != 4 && width != 8) throw BadBuffer{"a width is not 1, 2, 4 or 8"};
    return static_cast<std::size_t>(width);
}

std::string_view key_at(std::string_view bytes, std::size_t at) {
    const std::size_t end = bytes.find('\0', at);
    if (end == std::string_view::npos) throw BadBuffer{"a key has no end"};
    return bytes.substr(at, end - at);
}

}  // namespace

FlexValue FlexValue::root(std::string_view bytes) {
    const std::size_t type_at = before(bytes.size(), 2);
    const std::size_t width = checked_width(number_at(bytes, type_at + 1, 1));
    return {bytes, before(type_at, width), width, static_cast<unsigned char>(bytes[type_at])};
}

std::size_t FlexValue::target() const { return followed(m_bytes, m_at, m_width); }

std::optional<std::string_view> FlexValue::text() const {
    const unsigned type = m_packed_type >> 2;
    if (type == k_key) return key_at(m_bytes, target());
    if (type != k_string) return std::nullopt;
    const std::size_t begin = target();
    const std::size_t width = std::size_t{1} << (m_packed_type & 3);
    const std::uint64_t size = number_at(m_bytes, before(begin, width), width);
    need(m_bytes, begin, size);
    return m_bytes.substr(begin, size);
}

/// Before the values stand their number, before it the width of the keys, before it the offset of the keys; behind the
/// values stands a byte for the type of each.
FlexValue::Members FlexValue::members() const {
    Members members;
    if (m_packed_type >> 2 != k_map) return members;
    const std::size_t values = target();
    const std::size_t width = std::size_t{1} << (m_packed_type & 3);
    const std::uint64_t count = number_at(m_bytes, before(values, width), width);
    if (count > (m_bytes.size() - values) / (width + 1)) throw BadBuffer{"a map has more members than bytes"};
    const std::size_t key_width = checked_width(number_at(m_bytes, before(values, 2 * width), width));
    const std::size_t keys = followed(m_bytes, before(values, 3 * width), width);
    const std::size_t types = values + count * width;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view key = key_at(m_bytes, followed(m_bytes, keys + i * key_width, key_width));
        members.emplace_back(
            key, FlexValue(m_bytes, values + i * width, width, static_cast<unsigned char>(m_bytes[types + i])));
    }
    return members;
}

std::optional<FlexValue> FlexValue::member(std::string_view key) const {
    const Members all = members();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& member) { return member.first == key; });
    return found == all.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace cairn::icechunk
