#include "base/codecs/gzip_stream.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace cairn::codecs {

namespace {

constexpr int k_gzip_window = 15 + 16;  // 32 KiB, with the header of gzip

uInt bounded(std::size_t size) {
    return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

}  // namespace

void GzipStream::End::operator()(z_stream_s* stream) const {
    inflateEnd(stream);
    delete stream;
}

GzipStream::GzipStream() : m_stream(new z_stream_s{}) {
    if (inflateInit2(m_stream.get(), k_gzip_window) != Z_OK) throw std::bad_alloc();
}

GzipStream::State GzipStream::decode(Bytes& in, Out& out) {
    z_stream_s& stream = *m_stream;
    // zlib never writes to what it reads; its interface of 1995 has no const.
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(in.data()));
    stream.avail_in = bounded(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = bounded(out.size());
    const std::size_t in_before = stream.avail_in;
    const std::size_t out_before = stream.avail_out;
    const int result = inflate(&stream, Z_NO_FLUSH);
    in = in.subspan(in_before - stream.avail_in);
    out = out.subspan(out_before - stream.avail_out);
    if (result == Z_STREAM_END) return inflateReset(&stream) == Z_OK ? State::at_end_of_member : State::damaged;
    return result == Z_OK || result == Z_BUF_ERROR ? State::within_member : State::damaged;
}

}  // namespace cairn::codecs
