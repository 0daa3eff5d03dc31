#include "base/codecs/zstd_head.hpp"

#include <zstd.h>

#include <memory>

namespace cairn {

namespace {

constexpr int k_largest_window_log = 26;

struct FreeContext {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

std::string zstd_head(std::string_view packed, std::size_t most) {
    const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, k_largest_window_log);
    std::string text(most, '\0');
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{text.data(), text.size(), 0};
    while (in.pos < in.size && out.pos < out.size) {
        const std::size_t result = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(result) || result == 0) break;
    }
    text.resize(out.pos);
    return text;
}

}  // namespace cairn
