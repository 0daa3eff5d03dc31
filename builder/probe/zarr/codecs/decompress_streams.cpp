// The formats whose libraries only have streams: bzip2 and xz.
#include <bzlib.h>
#include <fmt/format.h>
#include <lzma.h>

#include <algorithm>
#include <climits>
#include <new>

#include "builder/probe/zarr/codecs/decompress.hpp"
#include "builder/probe/zarr/codecs/failure.hpp"

namespace cairn::zarr {

namespace {

constexpr std::uint64_t k_most_lzma_memory = 128ULL << 20;  ///< the strongest preset needs 65 MiB

[[noreturn]] void damaged(Bytes in) {
    throw Damage{fmt::format("cannot undo its {} bytes, they are damaged", in.size())};
}

[[noreturn]] void too_large(Out out) {
    throw Damage{fmt::format("found more than {} bytes when decoded, expected at most these", out.size())};
}

unsigned in_one_call(std::size_t size) { return static_cast<unsigned>(std::min<std::size_t>(size, UINT_MAX)); }

/// One stream of bzip2 after the other, within one block of input and one of output.
class Bunzip {
  public:
    Bunzip(Bytes in, Out out) : m_in(in), m_out(out) { start(); }
    ~Bunzip() { BZ2_bzDecompressEnd(&m_stream); }
    Bunzip(const Bunzip&) = delete;
    Bunzip& operator=(const Bunzip&) = delete;

    std::size_t run() {
        while (true) {
            const std::size_t used = m_used;
            const std::size_t written = m_written;
            const int result = step();
            if (result == BZ_MEM_ERROR) throw std::bad_alloc();
            if (result == BZ_STREAM_END) {
                if (m_used == m_in.size()) return m_written;
                BZ2_bzDecompressEnd(&m_stream);
                start();
            } else if (result != BZ_OK || (m_used == m_in.size() && m_written < m_out.size())) {
                damaged(m_in);
            } else if (used == m_used && written == m_written) {
                too_large(m_out);
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

struct LzmaStream {
    lzma_stream stream = LZMA_STREAM_INIT;
    LzmaStream() = default;
    ~LzmaStream() { lzma_end(&stream); }
    LzmaStream(const LzmaStream&) = delete;
    LzmaStream& operator=(const LzmaStream&) = delete;
};

}  // namespace

std::size_t unbz2(Bytes in, Out out) {
    if (in.empty()) damaged(in);
    return Bunzip(in, out).run();
}

std::size_t unlzma(Bytes in, Out out) {
    LzmaStream lzma;
    if (lzma_auto_decoder(&lzma.stream, k_most_lzma_memory, LZMA_CONCATENATED) != LZMA_OK) throw std::bad_alloc();
    lzma.stream.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    lzma.stream.avail_in = in.size();
    lzma.stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    lzma.stream.avail_out = out.size();
    const lzma_ret result = lzma_code(&lzma.stream, LZMA_FINISH);
    if (result == LZMA_STREAM_END) return out.size() - lzma.stream.avail_out;
    if (result == LZMA_MEM_ERROR) throw std::bad_alloc();
    if (result == LZMA_MEMLIMIT_ERROR)
        throw Damage{fmt::format("needs more than {} bytes of memory to be undone", k_most_lzma_memory)};
    if ((result == LZMA_OK || result == LZMA_BUF_ERROR) && lzma.stream.avail_out == 0) too_large(out);
    damaged(in);
}

}  // namespace cairn::zarr
