#include "base/codecs/deflate.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <memory>
#include <new>

namespace cairn::codecs {

namespace {

using Decompressor = std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>;

/// 11 KiB, set up once a thread rather than once a chunk of one value.
libdeflate_decompressor* decompressor() {
    thread_local const Decompressor k_own(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    if (k_own == nullptr) throw std::bad_alloc();
    return k_own.get();
}

Decoded ended(libdeflate_result result, std::size_t written) {
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) return DecodeFault::too_large;
    if (result != LIBDEFLATE_SUCCESS) return DecodeFault::damaged;
    return written;
}

bool is_padding(Bytes bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::byte byte) { return byte == std::byte{0}; });
}

}  // namespace

Decoded unzlib(Bytes in, Out out) {
    std::size_t got = 0;
    const auto result = libdeflate_zlib_decompress(decompressor(), in.data(), in.size(), out.data(), out.size(), &got);
    return ended(result, got);
}

Decoded undeflate(Bytes in, Out out) {
    std::size_t got = 0;
    const auto result =
        libdeflate_deflate_decompress(decompressor(), in.data(), in.size(), out.data(), out.size(), &got);
    return ended(result, got);
}

Decoded ungzip(Bytes in, Out out) {
    std::size_t done = 0;
    do {
        std::size_t used = 0;
        std::size_t got = 0;
        const auto result = libdeflate_gzip_decompress_ex(decompressor(), in.data(), in.size(), out.data() + done,
                                                          out.size() - done, &used, &got);
        if (result != LIBDEFLATE_SUCCESS) return ended(result, 0);
        done += got;
        in = in.subspan(used);
    } while (!is_padding(in));
    return done;
}

std::string zlib(Bytes in) {
    constexpr int k_level = 6;
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
        libdeflate_alloc_compressor(k_level), &libdeflate_free_compressor);
    if (compressor == nullptr) throw std::bad_alloc();
    std::string out(libdeflate_zlib_compress_bound(compressor.get(), in.size()), '\0');
    out.resize(libdeflate_zlib_compress(compressor.get(), in.data(), in.size(), out.data(), out.size()));
    return out;
}

}  // namespace cairn::codecs
