#include "base/parquet/decompress.hpp"

#include <fmt/format.h>
#include <libdeflate.h>
#include <snappy.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

#include "base/parquet/failure.hpp"

namespace cairn::parquet {

namespace {

bool unpack_snappy(std::span<const std::byte> packed, std::span<std::byte> into) {
    const char* from = reinterpret_cast<const char*>(packed.data());
    std::size_t size = 0;
    return snappy::GetUncompressedLength(from, packed.size(), &size) && size == into.size() &&
           snappy::RawUncompress(from, packed.size(), reinterpret_cast<char*>(into.data()));
}

struct FreeDecompressor {
    void operator()(libdeflate_decompressor* state) const { libdeflate_free_decompressor(state); }
};

bool unpack_gzip(std::span<const std::byte> packed, std::span<std::byte> into) {
    const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> state(libdeflate_alloc_decompressor());
    return libdeflate_gzip_decompress(state.get(), packed.data(), packed.size(), into.data(), into.size(), nullptr) ==
           LIBDEFLATE_SUCCESS;
}

bool unpack_zstd(std::span<const std::byte> packed, std::span<std::byte> into) {
    const std::size_t size = ZSTD_decompress(into.data(), into.size(), packed.data(), packed.size());
    return !ZSTD_isError(size) && size == into.size();
}

}  // namespace

void decompress(Codec codec, std::span<const std::byte> packed, std::span<std::byte> into) {
    bool good = false;
    switch (codec) {
        case Codec::none:
            good = packed.size() == into.size();
            if (good) std::copy(packed.begin(), packed.end(), into.begin());
            break;
        case Codec::snappy:
            good = unpack_snappy(packed, into);
            break;
        case Codec::gzip:
            good = unpack_gzip(packed, into);
            break;
        case Codec::zstd:
            good = unpack_zstd(packed, into);
            break;
        default:
            throw Fault{fmt::format("found the codec {}; uncompressed, snappy, gzip and zstd pages are read",
                                    static_cast<std::int64_t>(codec))};
    }
    if (!good) throw Fault{fmt::format("a page does not decompress to the {} bytes that it promises", into.size())};
}

}  // namespace cairn::parquet
