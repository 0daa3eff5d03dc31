// UTF-8 as numpy's texts of fixed size.
#pragma once

#include <string_view>

#include "builder/probe/zarr/codecs/bytes.hpp"

namespace cairn::zarr {

/// Writes as many characters as `element` has room for, and NUL after them. Bytes that are not UTF-8 become U+FFFD.
void store_utf32(std::string_view text, ByteOrder order, Out element);

}  // namespace cairn::zarr
