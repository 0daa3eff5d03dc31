#include "base/codecs/bzip2.hpp"

#include <bzlib.h>

#include <algorithm>
#include <climits>
#include <new>

namespace cairn::codecs {

namespace {

unsigned in_one_call(std::size_t size) { return static_cast<unsigned>(std::min<std::size_t>(size, UINT_MAX)); }

/// Streams within one block of input and one of output.
class Bunzip {
  public:
    Bunzip(Bytes in, Out out) : m_in(in), m_out(out) { start(); }
    ~Bunzip() { BZ2_bzDecompressEnd(&m_stream); }
    Bunzip(const Bunzip&) = delete;
    Bunzip& operator=(const Bunzip&) = delete;

    Decoded run(Bzip2Streams streams) {
        while (true) {
            const std::size_t used = m_used;
            const std::size_t written = m_written;
            const int result = step();
            if (result == BZ_MEM_ERROR) throw std::bad_alloc();
            if (result == BZ_STREAM_END) {
                if (m_used == m_in.size() || streams == Bzip2Streams::first) return m_written;
                BZ2_bzDecompressEnd(&m_stream);
                start();
            } else if (result != BZ_OK || (m_used == m_in.size() && m_written < m_out.size())) {
                return DecodeFault::damaged;
            } else if (used == m_used && written == m_written) {
                return DecodeFault::too_large;
            }
        }
    }

  private:
    void start() {
        m_stream = {};
        if (BZ2_bzDecompressInit(&m_stream, 0, 0) != BZ_OK) throw std::bad_alloc();
    }

    int step() {
        m_stream.next_in = const_cast<char*>(text_of(m_in).data() + m_used);  // the library only reads it
        m_stream.avail_in = in_one_call(m_in.size() - m_used);
        m_stream.next_out = reinterpret_cast<char*>(m_out.data() + m_written);
        m_stream.avail_out = in_one_call(m_out.size() - m_written);
        const unsigned in_before = m_stream.avail_in;
        const unsigned out_before = m_stream.avail_out;
        const int result = BZ2_bzDecompress(&m_stream);
        m_used += in_before - m_stream.avail_in;
        m_written += out_before - m_stream.avail_out;
        return result;
    }

    Bytes m_in;
    Out m_out;
    bz_stream m_stream{};
    std::size_t m_used = 0;
    std::size_t m_written = 0;
};

}  // namespace

Decoded unbzip2(Bytes in, Out out, Bzip2Streams streams) {
    if (in.empty()) return DecodeFault::damaged;
    return Bunzip(in, out).run(streams);
}

}  // namespace cairn::codecs
