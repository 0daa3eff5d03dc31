// Little-endian numbers and counted strings in a byte string: what the frames between cairn and its worker processes
// are made of.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

static_assert(std::endian::native == std::endian::little,
              "both ends of the pipe are one machine; the frames hold its own numbers");

class WireWriter {
  public:
    void u8(std::uint8_t value) { m_bytes.push_back(static_cast<char>(value)); }
    void u64(std::uint64_t value) { raw(&value, sizeof value); }
    void text(std::string_view value) {
        u64(value.size());
        m_bytes.append(value);
    }
    void raw(const void* data, std::size_t size) { m_bytes.append(static_cast<const char*>(data), size); }

    const std::string& bytes() const { return m_bytes; }
    std::string take() { return std::move(m_bytes); }

  private:
    std::string m_bytes;
};

/// Reads what WireWriter wrote. After the first impossible value everything reads as zero or empty and failed() holds:
/// callers check once, at the end.
class WireReader {
  public:
    explicit WireReader(std::string_view bytes) : m_rest(bytes) {}

    std::uint8_t u8() {
        std::uint8_t value = 0;
        raw(&value, sizeof value);
        return value;
    }
    std::uint64_t u64() {
        std::uint64_t value = 0;
        raw(&value, sizeof value);
        return value;
    }
    std::string text() {
        const std::uint64_t size = count(1);
        const std::string value{m_rest.substr(0, size)};
        m_rest.remove_prefix(size);
        return value;
    }
    bool flag() { return u8_up_to(1) != 0; }
    std::uint8_t u8_up_to(std::uint8_t largest) {
        const std::uint8_t value = u8();
        if (value <= largest) return value;
        fail();
        return 0;
    }
    std::uint32_t index() {
        const std::uint64_t value = u64();
        if (value <= UINT32_MAX) return static_cast<std::uint32_t>(value);
        fail();
        return 0;
    }
    /// A number of elements of at least `least_bytes` each: more than the rest can hold is refused before memory is
    /// taken.
    std::uint64_t count(std::uint64_t least_bytes) {
        const std::uint64_t value = u64();
        if (value <= m_rest.size() / least_bytes) return value;
        fail();
        return 0;
    }
    void raw(void* data, std::size_t size) {
        if (size > m_rest.size()) return fail();
        if (size == 0) return;
        std::memcpy(data, m_rest.data(), size);
        m_rest.remove_prefix(size);
    }

    bool failed() const { return m_failed; }
    bool at_end() const { return m_rest.empty(); }
    void fail() {
        m_failed = true;
        m_rest = {};
    }

  private:
    std::string_view m_rest;
    bool m_failed = false;
};

}  // namespace cairn
