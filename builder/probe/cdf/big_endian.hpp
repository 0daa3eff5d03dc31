// Numbers in the order of bytes of netCDF classic files.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cairn {

static_assert(std::endian::native == std::endian::little, "the bytes of every number are turned round");

inline std::uint8_t turned(std::uint8_t bits) { return bits; }
inline std::uint16_t turned(std::uint16_t bits) { return __builtin_bswap16(bits); }
inline std::uint32_t turned(std::uint32_t bits) { return __builtin_bswap32(bits); }
inline std::uint64_t turned(std::uint64_t bits) { return __builtin_bswap64(bits); }

/// `bytes` has room for one. `Bits` is the unsigned integer of the size of `Stored`.
template <class Stored, class Bits>
Stored big_endian(const std::byte* bytes) {
    static_assert(sizeof(Stored) == sizeof(Bits));
    Bits bits;
    std::memcpy(&bits, bytes, sizeof bits);
    return std::bit_cast<Stored>(turned(bits));
}

}  // namespace cairn
