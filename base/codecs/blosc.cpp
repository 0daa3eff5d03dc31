#include "base/codecs/blosc.hpp"

#include <blosc.h>

namespace cairn::codecs {

Decoded unblosc(Bytes in, Out out) {
    constexpr std::byte k_snappy{2};  // of the three highest bits of the flags
    std::size_t size = 0;
    if (in.size() < BLOSC_MIN_HEADER_LENGTH || blosc_cbuffer_validate(in.data(), in.size(), &size) != 0)
        return DecodeFault::damaged;
    if (size > out.size()) return DecodeFault::too_large;
    if (blosc_decompress_ctx(in.data(), out.data(), size, 1) == static_cast<int>(size)) return size;
    const bool lacks_it = (in[2] >> 5) == k_snappy && blosc_compname_to_compcode(BLOSC_SNAPPY_COMPNAME) < 0;
    return lacks_it ? DecodeFault::not_built_in : DecodeFault::damaged;
}

}  // namespace cairn::codecs
