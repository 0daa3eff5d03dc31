// Gzip files (RFC 1952) of whole texts.
#pragma once

#include <string>
#include <string_view>

namespace cairn::codecs {

/// One member, without a time and a name, so that the same bytes give the same file (with one version of libdeflate).
std::string gzipped(std::string_view bytes);

}  // namespace cairn::codecs
