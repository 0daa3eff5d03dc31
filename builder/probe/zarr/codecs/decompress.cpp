#include "builder/probe/zarr/codecs/decompress.hpp"

#include <blosc.h>
#include <fmt/format.h>
#include <libdeflate.h>
#include <lz4.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <climits>
#include <memory>
#include <new>

#include "builder/probe/zarr/codecs/failure.hpp"

namespace cairn::zarr {

namespace {

[[noreturn]] void damaged(Bytes in) {
    throw Damage{fmt::format("cannot undo its {} bytes, they are damaged", in.size())};
}

[[noreturn]] void too_large(Out out) {
    throw Damage{fmt::format("found more than {} bytes when decoded, expected at most these", out.size())};
}

using Decompressor = std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>;

/// 11 KiB, set up once a thread rather than once a chunk.
libdeflate_decompressor* decompressor() {
    thread_local const Decompressor k_own(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    if (k_own == nullptr) throw std::bad_alloc();
    return k_own.get();
}

void check(libdeflate_result result, Bytes in, Out out) {
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) too_large(out);
    if (result != LIBDEFLATE_SUCCESS) damaged(in);
}

bool is_padding(Bytes bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::byte byte) { return byte == std::byte{0}; });
}

}  // namespace

std::size_t unzlib(Bytes in, Out out) {
    std::size_t got = 0;
    check(libdeflate_zlib_decompress(decompressor(), in.data(), in.size(), out.data(), out.size(), &got), in, out);
    return got;
}

std::size_t ungzip(Bytes in, Out out) {
    std::size_t done = 0;
    Bytes rest = in;
    do {
        std::size_t used = 0;
        std::size_t got = 0;
        check(libdeflate_gzip_decompress_ex(decompressor(), rest.data(), rest.size(), out.data() + done,
                                            out.size() - done, &used, &got),
              in, out);
        done += got;
        rest = rest.subspan(used);
    } while (!is_padding(rest));
    return done;
}

std::size_t unzstd(Bytes in, Out out) {
    const std::size_t got = ZSTD_decompress(out.data(), out.size(), in.data(), in.size());
    if (ZSTD_isError(got) == 0) return got;
    if (ZSTD_getErrorCode(got) == ZSTD_error_dstSize_tooSmall) too_large(out);
    damaged(in);
}

std::size_t unlz4(Bytes in, Out out) {
    constexpr std::size_t k_head = 4;
    if (in.size() < k_head || in.size() > INT_MAX) damaged(in);
    const std::uint32_t size = load_bits<std::uint32_t>(in.data(), ByteOrder::little);
    if (size > INT_MAX || size > out.size()) too_large(out);
    const Bytes block = in.subspan(k_head);
    const int got = LZ4_decompress_safe(text_of(block).data(), reinterpret_cast<char*>(out.data()),
                                        static_cast<int>(block.size()), static_cast<int>(size));
    if (got != static_cast<int>(size)) damaged(in);
    return size;
}

std::size_t unblosc(Bytes in, Out out) {
    constexpr std::byte k_snappy{2};  ///< of the three highest bits of the flags
    std::size_t size = 0;
    if (in.size() < BLOSC_MIN_HEADER_LENGTH || blosc_cbuffer_validate(in.data(), in.size(), &size) != 0) damaged(in);
    if (size > out.size()) too_large(out);
    if (blosc_decompress_ctx(in.data(), out.data(), size, 1) == static_cast<int>(size)) return size;
    if (in[2] >> 5 == k_snappy && blosc_compname_to_compcode(BLOSC_SNAPPY_COMPNAME) < 0)
        throw Unsupported{"the blosc library lacks the compressor snappy"};
    damaged(in);
}

}  // namespace cairn::zarr
