#include "base/codecs/zstd_block.hpp"

#include <zstd.h>

#include <cstdint>
#include <memory>
#include <new>

namespace cairn::codecs {

namespace {

constexpr int k_level = 1;
constexpr std::uint64_t k_most_unpacked = 1ULL << 30;

/// The contexts of zstd are large: each thread keeps its own.
template <class Context, Context* (*make)(), std::size_t (*free)(Context*)>
Context* of_this_thread() {
    struct Free {
        void operator()(Context* context) const { free(context); }
    };
    thread_local const std::unique_ptr<Context, Free> t_context(make());
    return t_context.get();
}

}  // namespace

std::string zstd_block(std::string_view bytes) {
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    ZSTD_CCtx* context = of_this_thread<ZSTD_CCtx, ZSTD_createCCtx, ZSTD_freeCCtx>();
    const std::size_t size =
        ZSTD_compressCCtx(context, packed.data(), packed.size(), bytes.data(), bytes.size(), k_level);
    if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // nothing else can fail with room enough
    packed.resize(size);
    packed.shrink_to_fit();
    return packed;
}

std::optional<std::string> unzstd_block(std::string_view packed) {
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > k_most_unpacked)
        return std::nullopt;
    std::string bytes(size, '\0');
    ZSTD_DCtx* context = of_this_thread<ZSTD_DCtx, ZSTD_createDCtx, ZSTD_freeDCtx>();
    const std::size_t got = ZSTD_decompressDCtx(context, bytes.data(), bytes.size(), packed.data(), packed.size());
    return got == bytes.size() ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace cairn::codecs
