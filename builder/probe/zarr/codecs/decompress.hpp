// The compression formats of chunks. Each gives how many bytes it wrote into `out`, and throws Damage for damaged data
// and for what does not fit. Checksums that a format has are verified.
#pragma once

#include <cstddef>

#include "builder/probe/zarr/codecs/bytes.hpp"

namespace cairn::zarr {

std::size_t unzlib(Bytes in, Out out);
std::size_t ungzip(Bytes in, Out out);  ///< any number of members, zero bytes after the last
std::size_t unzstd(Bytes in, Out out);
std::size_t unlz4(Bytes in, Out out);    ///< the size as four little-endian bytes, then one block (numcodecs)
std::size_t unblosc(Bytes in, Out out);  ///< throws Unsupported when the library lacks the compressor within
std::size_t unbz2(Bytes in, Out out);    ///< any number of streams
std::size_t unlzma(Bytes in, Out out);   ///< .xz or .lzma

}  // namespace cairn::zarr
