// Bytes on their way through codecs, and the numbers in them.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace cairn::codecs {

using Bytes = std::span<const std::byte>;
using Out = std::span<std::byte>;

inline Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }
inline std::string_view text_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

enum class ByteOrder { little, big };

template <std::unsigned_integral Bits>
constexpr Bits turned(Bits bits) {
    if constexpr (sizeof(Bits) == 2) return __builtin_bswap16(bits);
    if constexpr (sizeof(Bits) == 4) return __builtin_bswap32(bits);
    if constexpr (sizeof(Bits) == 8) return __builtin_bswap64(bits);
    return bits;
}

constexpr bool is_native(ByteOrder order) {
    return (order == ByteOrder::little) == (std::endian::native == std::endian::little);
}

/// `from` has room for one number.
template <std::unsigned_integral Bits>
Bits load_bits(const std::byte* from, ByteOrder order) {
    Bits bits;
    std::memcpy(&bits, from, sizeof bits);
    return is_native(order) ? bits : turned(bits);
}

template <std::unsigned_integral Bits>
void store_bits(Bits bits, std::byte* to, ByteOrder order) {
    if (!is_native(order)) bits = turned(bits);
    std::memcpy(to, &bits, sizeof bits);
}

/// The value of 1 to 8 little-endian bytes.
inline std::uint64_t little_endian(const std::byte* bytes, std::size_t width) {
    if (width == 8) return load_bits<std::uint64_t>(bytes, ByteOrder::little);
    if (width == 4) return load_bits<std::uint32_t>(bytes, ByteOrder::little);
    if (width == 2) return load_bits<std::uint16_t>(bytes, ByteOrder::little);
    std::uint64_t value = 0;
    for (std::size_t i = width; i > 0; --i) value = (value << 8) | std::to_integer<std::uint64_t>(bytes[i - 1]);
    return value;
}

}  // namespace cairn::codecs
