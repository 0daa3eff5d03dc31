// Deflate (RFC 1951) in its three wrappings. The output is one block whose size the caller bounds.
#pragma once

#include <string>

#include "base/codecs/bytes.hpp"
#include "base/codecs/decoded.hpp"

namespace cairn::codecs {

Decoded unzlib(Bytes in, Out out);     ///< RFC 1950; what follows the stream is not looked at
Decoded ungzip(Bytes in, Out out);     ///< RFC 1952: any number of members, zero bytes after the last
Decoded undeflate(Bytes in, Out out);  ///< without a wrapping, as in zip archives

/// Packs in RFC 1950's wrapping. The same bytes give the same text as long as the library is the same.
std::string zlib(Bytes in);

}  // namespace cairn::codecs
