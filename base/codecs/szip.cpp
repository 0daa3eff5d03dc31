#include "base/codecs/szip.hpp"

extern "C" {  // libaec 1.0.6 leaves this to us
#include <szlib.h>
}

namespace cairn::codecs {

namespace {

bool make_sense(const std::vector<std::uint32_t>& parameters) {
    return parameters.size() >= 4 && parameters[1] != 0 && parameters[1] <= SZ_MAX_PIXELS_PER_BLOCK &&
           parameters[1] % 2 == 0 && parameters[2] != 0 && parameters[2] <= 64 && parameters[3] != 0 &&
           parameters[3] <= SZ_MAX_PIXELS_PER_SCANLINE;
}

}  // namespace

Decoded unszip(const std::vector<std::uint32_t>& parameters, Bytes in, Out out) {
    constexpr std::uint32_t k_options = SZ_ALLOW_K13_OPTION_MASK | SZ_CHIP_OPTION_MASK | SZ_EC_OPTION_MASK |
                                        SZ_LSB_OPTION_MASK | SZ_MSB_OPTION_MASK | SZ_NN_OPTION_MASK |
                                        SZ_RAW_OPTION_MASK;
    if (!make_sense(parameters) || in.size() < 4) return DecodeFault::damaged;
    const std::size_t size = load_bits<std::uint32_t>(in.data(), ByteOrder::little);
    if (size == 0) return DecodeFault::damaged;
    if (size > out.size()) return DecodeFault::too_large;
    SZ_com_t options{};
    options.options_mask = static_cast<int>(parameters[0] & k_options);
    options.pixels_per_block = static_cast<int>(parameters[1]);
    options.bits_per_pixel = static_cast<int>(parameters[2]);
    options.pixels_per_scanline = static_cast<int>(parameters[3]);
    std::size_t got = size;
    const int result = SZ_BufftoBuffDecompress(out.data(), &got, in.data() + 4, in.size() - 4, &options);
    if (result != SZ_OK || got != size) return DecodeFault::damaged;
    return got;
}

}  // namespace cairn::codecs
