// Bytes on their way through codecs.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "base/codecs/buffer.hpp"

namespace cairn::zarr {

using Bytes = std::span<const std::byte>;
using Out = std::span<std::byte>;
using hdf5::Buffer;

inline Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }
inline std::string_view text_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

enum class ByteOrder { little, big };

template <std::unsigned_integral Bits>
Bits load_bits(const std::byte* from, ByteOrder order) {
    Bits bits = 0;
    for (std::size_t i = 0; i < sizeof(Bits); ++i) {
        const std::size_t place = order == ByteOrder::little ? i : sizeof(Bits) - 1 - i;
        bits = static_cast<Bits>(bits | static_cast<Bits>(std::to_integer<std::uint64_t>(from[i]) << (8 * place)));
    }
    return bits;
}

template <std::unsigned_integral Bits>
void store_bits(Bits bits, std::byte* to, ByteOrder order) {
    for (std::size_t i = 0; i < sizeof(Bits); ++i) {
        const std::size_t place = order == ByteOrder::little ? i : sizeof(Bits) - 1 - i;
        to[i] = static_cast<std::byte>(std::uint64_t{bits} >> (8 * place) & 0xff);
    }
}

}  // namespace cairn::zarr
