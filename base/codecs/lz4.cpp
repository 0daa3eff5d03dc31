#include "base/codecs/lz4.hpp"

#include <lz4.h>

#include <algorithm>
#include <climits>

namespace cairn::codecs {

bool fills_from_lz4(Bytes block, Out out) {
    if (block.size() > INT_MAX || out.size() > INT_MAX) return false;
    const int size = static_cast<int>(out.size());
    return LZ4_decompress_safe(text_of(block).data(), reinterpret_cast<char*>(out.data()),
                               static_cast<int>(block.size()), size) == size;
}

Decoded unlz4_numcodecs(Bytes in, Out out) {
    constexpr std::size_t k_head = 4;
    if (in.size() < k_head || in.size() > INT_MAX) return DecodeFault::damaged;
    const auto size = load_bits<std::uint32_t>(in.data(), ByteOrder::little);
    if (size > INT_MAX || size > out.size()) return DecodeFault::too_large;
    if (!fills_from_lz4(in.subspan(k_head), out.first(size))) return DecodeFault::damaged;
    return std::size_t{size};
}

Decoded unlz4_hdf5(Bytes in, Out out) {
    constexpr std::size_t k_head = 12;
    if (in.size() < k_head) return DecodeFault::damaged;
    const auto total = load_bits<std::uint64_t>(in.data(), ByteOrder::big);
    const std::uint64_t block = load_bits<std::uint32_t>(in.data() + 8, ByteOrder::big);
    if (total > out.size() || total > INT_MAX) return DecodeFault::too_large;
    if (block == 0) return DecodeFault::damaged;
    in = in.subspan(k_head);
    for (std::uint64_t done = 0; done < total;) {
        const Out here = out.subspan(done, std::min(block, total - done));
        if (in.size() < 4) return DecodeFault::damaged;
        const std::uint64_t stored = load_bits<std::uint32_t>(in.data(), ByteOrder::big);
        in = in.subspan(4);
        if (stored == 0 || stored > in.size()) return DecodeFault::damaged;
        if (stored == here.size()) {
            std::copy_n(in.begin(), stored, here.begin());
        } else if (!fills_from_lz4(in.first(stored), here)) {
            return DecodeFault::damaged;
        }
        in = in.subspan(stored);
        done += here.size();
    }
    return static_cast<std::size_t>(total);
}

}  // namespace cairn::codecs
