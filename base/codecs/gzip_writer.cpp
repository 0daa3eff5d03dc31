#include "base/codecs/gzip_writer.hpp"

#include <libdeflate.h>

#include <memory>
#include <new>

namespace cairn::codecs {

namespace {

constexpr int k_level = 9;  // of 12: what follows takes three times as long for a per cent

}  // namespace

std::string gzipped(std::string_view bytes) {
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
        libdeflate_alloc_compressor(k_level), &libdeflate_free_compressor);
    if (compressor == nullptr) throw std::bad_alloc();
    std::string packed(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
    packed.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), packed.data(), packed.size()));
    return packed;
}

}  // namespace cairn::codecs
