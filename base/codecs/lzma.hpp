// LZMA in the containers .xz and .lzma.
#pragma once

#include <cstdint>

#include "base/codecs/bytes.hpp"
#include "base/codecs/decoded.hpp"

namespace cairn::codecs {

constexpr std::uint64_t k_most_lzma_memory = 128ULL << 20;  ///< the strongest preset needs 65 MiB

Decoded unlzma(Bytes in, Out out);

}  // namespace cairn::codecs
