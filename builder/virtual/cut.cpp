#include "builder/virtual/cut.hpp"

#include <algorithm>

namespace cairn::virtualize {

namespace {

std::uint64_t largest_divisor(std::uint64_t of, std::uint64_t most) {
    if (of <= most) return of;
    std::uint64_t best = 1;
    for (std::uint64_t divisor = 1; divisor * divisor <= of; ++divisor) {
        if (of % divisor != 0) continue;
        if (divisor <= most) best = std::max(best, divisor);
        if (of / divisor <= most) best = std::max(best, of / divisor);
    }
    return best;
}

}  // namespace

std::vector<std::uint64_t> cut(const std::vector<std::uint64_t>& shape, std::size_t along, std::uint64_t common,
                               std::uint64_t item_bytes) {
    std::vector<std::uint64_t> chunk(shape.size(), 1);
    std::uint64_t bytes = item_bytes;  // of all that is behind
    for (std::size_t i = shape.size(); i > along; --i) {
        const std::uint64_t size = i - 1 == along ? common : shape[i - 1];
        chunk[i - 1] = largest_divisor(size, std::max<std::uint64_t>(k_most_cut_bytes / bytes, 1));
        if (chunk[i - 1] < shape[i - 1]) break;
        bytes *= size;
    }
    return chunk;
}

}  // namespace cairn::virtualize
