#include "base/codecs/codecs.hpp"

#include <blosc.h>
#include <bzlib.h>
#include <libdeflate.h>
#include <lz4.h>
#include <zstd.h>

#include <algorithm>
#include <climits>
#include <memory>
#include <new>

#include "builder/probe/hdf5/cursor.hpp"

extern "C" {  // libaec 1.0.6 leaves this to us
#include <szlib.h>
}

namespace cairn::hdf5 {

namespace {

using Decompressor = std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>;

/// 11 KiB, set up once a thread rather than once a chunk of one value.
libdeflate_decompressor* decompressor() {
    thread_local const Decompressor k_own(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    if (k_own == nullptr) throw std::bad_alloc();
    return k_own.get();
}

const char* characters(std::span<const std::byte> bytes) { return reinterpret_cast<const char*>(bytes.data()); }

template <std::size_t k_width>
void unshuffle_values(const std::byte* in, std::byte* out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < k_width; ++j) out[i * k_width + j] = in[j * count + i];
    }
}

}  // namespace

std::optional<std::size_t> inflate(Bytes in, Out out) {
    std::size_t got = 0;
    const auto result = libdeflate_zlib_decompress(decompressor(), in.data(), in.size(), out.data(), out.size(), &got);
    if (result != LIBDEFLATE_SUCCESS) return std::nullopt;
    return got;
}

std::optional<std::size_t> unszip(const std::vector<std::uint32_t>& parameters, Bytes in, Out out) {
    constexpr std::uint32_t k_options = SZ_ALLOW_K13_OPTION_MASK | SZ_CHIP_OPTION_MASK | SZ_EC_OPTION_MASK |
                                        SZ_LSB_OPTION_MASK | SZ_MSB_OPTION_MASK | SZ_NN_OPTION_MASK |
                                        SZ_RAW_OPTION_MASK;
    if (parameters.size() < 4 || in.size() < 4) return std::nullopt;
    const std::uint64_t size = little_endian(in.data(), 4);
    if (size == 0 || size > out.size()) return std::nullopt;
    if (parameters[1] == 0 || parameters[1] > SZ_MAX_PIXELS_PER_BLOCK || parameters[1] % 2 != 0 || parameters[2] == 0 ||
        parameters[2] > 64 || parameters[3] == 0 || parameters[3] > SZ_MAX_PIXELS_PER_SCANLINE)
        return std::nullopt;
    SZ_com_t options{};
    options.options_mask = static_cast<int>(parameters[0] & k_options);
    options.pixels_per_block = static_cast<int>(parameters[1]);
    options.bits_per_pixel = static_cast<int>(parameters[2]);
    options.pixels_per_scanline = static_cast<int>(parameters[3]);
    std::size_t got = size;
    const int result = SZ_BufftoBuffDecompress(out.data(), &got, in.data() + 4, in.size() - 4, &options);
    if (result != SZ_OK || got != size) return std::nullopt;
    return got;
}

std::optional<std::size_t> unzstd(Bytes in, Out out) {
    const std::size_t got = ZSTD_decompress(out.data(), out.size(), in.data(), in.size());
    if (ZSTD_isError(got) != 0) return std::nullopt;
    return got;
}

std::optional<std::size_t> unlz4(Bytes in, Out out) {
    constexpr std::size_t k_head = 12;
    if (in.size() < k_head) return std::nullopt;
    const std::uint64_t total = big_endian(in.first(8));
    const std::uint64_t block = big_endian(in.subspan(8, 4));
    if (total > out.size() || block == 0 || total > INT_MAX) return std::nullopt;
    in = in.subspan(k_head);
    for (std::uint64_t done = 0; done < total;) {
        const std::uint64_t here = std::min(block, total - done);
        if (in.size() < 4) return std::nullopt;
        const std::uint64_t stored = big_endian(in.first(4));
        in = in.subspan(4);
        if (stored == 0 || stored > in.size() || stored > INT_MAX) return std::nullopt;
        if (stored == here) {
            std::copy_n(in.begin(), here, out.begin() + static_cast<std::ptrdiff_t>(done));
        } else if (LZ4_decompress_safe(characters(in), reinterpret_cast<char*>(out.data() + done),
                                       static_cast<int>(stored), static_cast<int>(here)) != static_cast<int>(here)) {
            return std::nullopt;
        }
        in = in.subspan(stored);
        done += here;
    }
    return total;
}

std::optional<std::size_t> unblosc(Bytes in, Out out) {
    std::size_t size = 0;
    if (in.size() < BLOSC_MIN_HEADER_LENGTH || blosc_cbuffer_validate(in.data(), in.size(), &size) != 0 ||
        size > out.size())
        return std::nullopt;
    if (blosc_decompress_ctx(in.data(), out.data(), size, 1) != static_cast<int>(size)) return std::nullopt;
    return size;
}

std::optional<std::size_t> unbzip2(Bytes in, Out out) {
    if (in.size() > UINT_MAX || out.size() > UINT_MAX) return std::nullopt;
    auto size = static_cast<unsigned>(out.size());
    // bzip2 takes what it only reads as char*.
    auto* source = const_cast<char*>(characters(in));
    const int result = BZ2_bzBuffToBuffDecompress(reinterpret_cast<char*>(out.data()), &size, source,
                                                  static_cast<unsigned>(in.size()), 0, 0);
    if (result != BZ_OK) return std::nullopt;
    return size;
}

std::uint64_t big_endian(Bytes bytes) {
    std::uint64_t value = 0;
    for (const std::byte byte : bytes) value = (value << 8) | std::to_integer<std::uint64_t>(byte);
    return value;
}

void unshuffle(Bytes in, Out out, std::size_t width) {
    const std::size_t count = in.size() / width;
    switch (width) {
        case 2:
            unshuffle_values<2>(in.data(), out.data(), count);
            break;
        case 4:
            unshuffle_values<4>(in.data(), out.data(), count);
            break;
        case 8:
            unshuffle_values<8>(in.data(), out.data(), count);
            break;
        default:
            for (std::size_t i = 0; i < width; ++i) {
                for (std::size_t j = 0; j < count; ++j) out[j * width + i] = in[i * count + j];
            }
    }
    std::copy(in.begin() + static_cast<std::ptrdiff_t>(count * width), in.end(),
              out.begin() + static_cast<std::ptrdiff_t>(count * width));
}

}  // namespace cairn::hdf5
