#include "builder/probe/zarr/codecs/decompress.hpp"

#include <fmt/format.h>

#include "base/codecs/lzma.hpp"
#include "builder/probe/zarr/codecs/failure.hpp"

namespace cairn::zarr {

std::size_t decompressed(Decompressor decompress, Bytes in, Out out) {
    const codecs::Decoded got = decompress(in, out);
    if (got) return *got;
    switch (got.fault()) {
        case codecs::DecodeFault::too_large:
            throw Damage{fmt::format("found more than {} bytes when decoded, expected at most these", out.size())};
        case codecs::DecodeFault::too_much_memory:
            throw Damage{fmt::format("needs more than {} bytes of memory to be undone", codecs::k_most_lzma_memory)};
        case codecs::DecodeFault::not_built_in:
            throw Unsupported{"the blosc library lacks the compressor snappy"};
        case codecs::DecodeFault::damaged:
            break;
    }
    throw Damage{fmt::format("cannot undo its {} bytes, they are damaged", in.size())};
}

}  // namespace cairn::zarr
