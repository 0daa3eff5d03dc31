// Parquet's hybrid of run lengths and bit packing: levels and numbers of dictionary entries.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cairn::parquet {

/// Appends `count` numbers of `bit_width` (0 to 32) bits. Throws Fault when the bytes hold fewer.
void decode_hybrid(std::span<const std::byte> bytes, unsigned bit_width, std::size_t count,
                   std::vector<std::uint32_t>& into);

}  // namespace cairn::parquet
