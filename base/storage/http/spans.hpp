// Ranges of an object, joined where one request is cheaper than two.
#pragma once

#include <vector>

#include "base/storage/storage.hpp"

namespace cairn {

/// The fewest ranges that hold all bytes of `ranges` without more than `bridge` bytes between two of them that nobody
/// wants, sorted by offset; none of the joined is larger than `largest`.
std::vector<ByteRange> joined(std::vector<ByteRange> ranges, std::uint64_t bridge, std::uint64_t largest);

}  // namespace cairn
