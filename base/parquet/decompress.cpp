#include "base/parquet/decompress.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/codecs/deflate.hpp"
#include "base/codecs/snappy.hpp"
#include "base/codecs/zstd.hpp"
#include "base/parquet/failure.hpp"

namespace cairn::parquet {

namespace {

using codecs::Decoded;

Decoded copied(codecs::Bytes packed, codecs::Out into) {
    if (packed.size() != into.size()) return codecs::DecodeFault::damaged;
    std::copy(packed.begin(), packed.end(), into.begin());
    return into.size();
}

Decoded decoded(Codec codec, codecs::Bytes packed, codecs::Out into) {
    switch (codec) {
        case Codec::none:
            return copied(packed, into);
        case Codec::snappy:
            return codecs::unsnappy(packed, into);
        case Codec::gzip:
            return codecs::ungzip(packed, into);
        case Codec::zstd:
            return codecs::unzstd(packed, into);
    }
    throw Fault{fmt::format("found the codec {}; uncompressed, snappy, gzip and zstd pages are read",
                            static_cast<std::int64_t>(codec))};
}

}  // namespace

void decompress(Codec codec, std::span<const std::byte> packed, std::span<std::byte> into) {
    const Decoded got = decoded(codec, packed, into);
    if (!got || *got != into.size())
        throw Fault{fmt::format("a page does not decompress to the {} bytes that it promises", into.size())};
}

}  // namespace cairn::parquet
