#include "base/codecs/lzma.hpp"

#include <lzma.h>

#include <new>

namespace cairn::codecs {

namespace {

struct LzmaStream {
    lzma_stream stream = LZMA_STREAM_INIT;
    LzmaStream() = default;
    ~LzmaStream() { lzma_end(&stream); }
    LzmaStream(const LzmaStream&) = delete;
    LzmaStream& operator=(const LzmaStream&) = delete;
};

}  // namespace

Decoded unlzma(Bytes in, Out out) {
    LzmaStream lzma;
    if (lzma_auto_decoder(&lzma.stream, k_most_lzma_memory, LZMA_CONCATENATED) != LZMA_OK) throw std::bad_alloc();
    lzma.stream.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    lzma.stream.avail_in = in.size();
    lzma.stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    lzma.stream.avail_out = out.size();
    const lzma_ret result = lzma_code(&lzma.stream, LZMA_FINISH);
    if (result == LZMA_STREAM_END) return out.size() - lzma.stream.avail_out;
    if (result == LZMA_MEM_ERROR) throw std::bad_alloc();
    if (result == LZMA_MEMLIMIT_ERROR) return DecodeFault::too_much_memory;
    const bool is_full = (result == LZMA_OK || result == LZMA_BUF_ERROR) && lzma.stream.avail_out == 0;
    return is_full ? DecodeFault::too_large : DecodeFault::damaged;
}

}  // namespace cairn::codecs
