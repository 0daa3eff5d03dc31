// Into which chunks values are cut that lie side by side in a file.
#pragma once

#include <cstdint>
#include <vector>

namespace cairn::virtualize {

/// A request brings a chunk: not too little, not more than a client holds for each of its threads.
constexpr std::uint64_t k_most_cut_bytes = 16ULL << 20;

/// Chunks that lie side by side in the file and divide the array without a rest, since the bytes behind a last one that
/// is not full are those of something else. Along `along` a chunk has a divisor of `common`, before it 1, behind it
/// all, where k_most_cut_bytes hold them. `shape` has no 0; `common` divides shape[along].
std::vector<std::uint64_t> cut(const std::vector<std::uint64_t>& shape, std::size_t along, std::uint64_t common,
                               std::uint64_t item_bytes);

}  // namespace cairn::virtualize
