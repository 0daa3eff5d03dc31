#include "base/codecs/shuffle.hpp"

#include <algorithm>

namespace cairn::codecs {

namespace {

template <std::size_t k_width>
void unshuffle_values(const std::byte* in, std::byte* out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < k_width; ++j) out[i * k_width + j] = in[j * count + i];
    }
}

}  // namespace

void unshuffle(Bytes in, Out out, std::size_t width) {
    const std::size_t count = in.size() / width;
    switch (width) {
        case 2:
            unshuffle_values<2>(in.data(), out.data(), count);
            break;
        case 4:
            unshuffle_values<4>(in.data(), out.data(), count);
            break;
        case 8:
            unshuffle_values<8>(in.data(), out.data(), count);
            break;
        default:
            for (std::size_t i = 0; i < width; ++i) {
                for (std::size_t j = 0; j < count; ++j) out[j * width + i] = in[i * count + j];
            }
    }
    std::copy(in.begin() + static_cast<std::ptrdiff_t>(count * width), in.end(),
              out.begin() + static_cast<std::ptrdiff_t>(count * width));
}

}  // namespace cairn::codecs
