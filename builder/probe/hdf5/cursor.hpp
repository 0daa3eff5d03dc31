// Numbers out of a span of the file's bytes, one after the other. HDF5 metadata is little-endian; the widths of
// addresses and lengths are the file's choice (HDF5 File Format Specification 3.0, section II.A).
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/codecs/bytes.hpp"
#include "builder/probe/hdf5/failure.hpp"

namespace cairn::hdf5 {

constexpr std::uint64_t k_undefined = UINT64_MAX;  ///< the address of what is not there

struct Sizes {
    std::uint8_t address = 8;  ///< bytes
    std::uint8_t length = 8;   ///< bytes
};

using codecs::little_endian;
using codecs::text_of;

/// Text up to the first NUL byte.
inline std::string_view terminated_text(std::span<const std::byte> bytes) {
    const std::string_view text = text_of(bytes);
    return text.substr(0, text.find('\0'));
}

/// Throws Damage rather than going beyond the end. Does not own the bytes.
class Cursor {
  public:
    Cursor() = default;
    Cursor(std::span<const std::byte> bytes, std::uint64_t file_offset, Sizes sizes)
        : m_bytes(bytes), m_file_offset(file_offset), m_sizes(sizes) {}

    std::span<const std::byte> bytes(std::size_t count) {
        if (count > m_bytes.size() - m_at) end_inside(count);
        m_at += count;
        return m_bytes.subspan(m_at - count, count);
    }
    void skip(std::size_t count) { bytes(count); }
    void skip_to_multiple_of(std::size_t unit) { skip((unit - m_at % unit) % unit); }

    std::uint64_t number(std::size_t width) { return little_endian(bytes(width).data(), width); }
    std::uint8_t u8() { return std::to_integer<std::uint8_t>(bytes(1)[0]); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() { return number(8); }
    std::uint64_t length() { return number(m_sizes.length); }
    std::uint64_t address() {
        const std::uint64_t value = number(m_sizes.address);
        const std::uint64_t all_ones = m_sizes.address == 8 ? UINT64_MAX : (1ULL << (8 * m_sizes.address)) - 1;
        return value == all_ones ? k_undefined : value;
    }

    /// Text that ends at a NUL byte, which is skipped too.
    std::string_view terminated() {
        const std::string_view text = terminated_text(rest());
        skip(text.size() + 1);
        return text;
    }

    void expect_signature(std::string_view signature, std::string_view of) {
        const std::uint64_t where = file_offset();
        const std::string_view found = text_of(bytes(signature.size()));
        if (found != signature) throw Damage{where, fmt::format("found no {} where one should begin", of)};
    }

    [[noreturn]] void fail(std::string what) const { throw Damage{file_offset(), std::move(what)}; }
    [[noreturn]] void unknown_version(std::string_view of, unsigned version) const {
        throw Unsupported{fmt::format("version {} of {}", version, of)};
    }

    std::size_t at() const { return m_at; }
    std::size_t remaining() const { return m_bytes.size() - m_at; }
    std::uint64_t file_offset() const { return m_file_offset + m_at; }
    std::span<const std::byte> rest() const { return m_bytes.subspan(m_at); }
    std::span<const std::byte> all() const { return m_bytes; }
    Sizes sizes() const { return m_sizes; }

    Cursor part(std::size_t count) {
        const std::uint64_t where = file_offset();
        return {bytes(count), where, m_sizes};
    }

  private:
    [[noreturn]] void end_inside(std::size_t count) const {
        fail(fmt::format("found {} more bytes of a structure that needs {}", remaining(), count));
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
    std::uint64_t m_file_offset = 0;
    Sizes m_sizes;
};

}  // namespace cairn::hdf5
