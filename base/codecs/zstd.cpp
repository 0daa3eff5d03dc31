#include "base/codecs/zstd.hpp"

#include <zstd.h>
#include <zstd_errors.h>

#include <new>
#include <span>
#include <stdexcept>

namespace cairn::codecs {

namespace {

Decoded ended(std::size_t result) {
    if (ZSTD_isError(result) == 0) return result;
    return ZSTD_getErrorCode(result) == ZSTD_error_dstSize_tooSmall ? DecodeFault::too_large : DecodeFault::damaged;
}

}  // namespace

Decoded unzstd(Bytes in, Out out) { return ended(ZSTD_decompress(out.data(), out.size(), in.data(), in.size())); }

Decoded unzstd_with_dictionary(Bytes in, Out out, Bytes dictionary) {
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    if (context == nullptr) throw std::bad_alloc();
    return ended(ZSTD_decompress_usingDict(context.get(), out.data(), out.size(), in.data(), in.size(),
                                           dictionary.data(), dictionary.size()));
}

void ZstdPacker::Free::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }

ZstdPacker::ZstdPacker(int level) : m_context(ZSTD_createCCtx()), m_level(level) {
    if (m_context == nullptr) throw std::bad_alloc();
}

void ZstdPacker::pack(std::string_view bytes, std::string& into) {
    const std::size_t begin = into.size();
    into.resize(begin + ZSTD_compressBound(bytes.size()));
    const std::size_t size = ZSTD_compressCCtx(m_context.get(), into.data() + begin, into.size() - begin, bytes.data(),
                                               bytes.size(), m_level);
    if (ZSTD_isError(size) != 0) throw std::runtime_error(std::string("zstd: ") + ZSTD_getErrorName(size));
    into.resize(begin + size);
}

void ZstdStream::Free::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

ZstdStream::ZstdStream(int largest_window_log) : m_context(ZSTD_createDCtx()) {
    if (m_context == nullptr) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(m_context.get(), ZSTD_d_windowLogMax, largest_window_log);
}

ZstdStream::State ZstdStream::decode(Bytes& in, Out& out) {
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    std::size_t result = 1;
    do {
        result = ZSTD_decompressStream(m_context.get(), &to, &from);
    } while (ZSTD_isError(result) == 0 && result != 0 && from.pos < from.size && to.pos < to.size);
    in = in.subspan(from.pos);
    out = out.subspan(to.pos);
    if (ZSTD_isError(result) == 0) return result == 0 ? State::at_end_of_frame : State::within_frame;
    m_error = ZSTD_getErrorName(result);
    return State::damaged;
}

std::string zstd_head(std::string_view packed, std::size_t most) {
    ZstdStream stream;
    std::string text(most, '\0');
    Bytes in = bytes_of(packed);
    Out out = std::as_writable_bytes(std::span(text));
    if (!in.empty()) stream.decode(in, out);
    text.resize(most - out.size());
    return text;
}

}  // namespace cairn::codecs
