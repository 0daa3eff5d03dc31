// Parquet's hybrid of run lengths and bit packing: levels and numbers of dictionary entries.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cairn::parquet {

/// Appends `count` numbers of `bit_width` (0 to 32) bits. Throws Fault when the bytes hold fewer.
void decode_hybrid(std::span<const std::byte> bytes, unsigned bit_width, std::size_t count,
                   std::vector<std::uint32_t>& into);

/// Appends numbers of at most `bit_width` (1 to 32) bits: eight equal ones or more as a run, others packed.
void encode_hybrid(std::span<const std::uint32_t> numbers, unsigned bit_width, std::string& into);

/// How many bits a number takes; 0 for 0.
unsigned bit_width_of(std::uint32_t greatest);

}  // namespace cairn::parquet
