#include "base/codecs/snappy.hpp"

#include <snappy.h>

namespace cairn::codecs {

Decoded unsnappy(Bytes in, Out out) {
    const char* from = text_of(in).data();
    std::size_t size = 0;
    if (!snappy::GetUncompressedLength(from, in.size(), &size)) return DecodeFault::damaged;
    if (size > out.size()) return DecodeFault::too_large;
    if (!snappy::RawUncompress(from, in.size(), reinterpret_cast<char*>(out.data()))) return DecodeFault::damaged;
    return size;
}

}  // namespace cairn::codecs
