// Pages are compressed one by one, and say how large they become.
#pragma once

#include <span>
#include <vector>

#include "base/parquet/metadata.hpp"

namespace cairn::parquet {

/// Fills `into`; throws Fault when the bytes do not become exactly as many.
void decompress(Codec codec, std::span<const std::byte> packed, std::span<std::byte> into);

}  // namespace cairn::parquet
