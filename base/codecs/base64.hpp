// Base64 (RFC 4648, section 4), as fill values of bytes are written.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace cairn::codecs {

/// nullopt when the text is not base64 with its padding.
std::optional<std::vector<std::byte>> decode_base64(std::string_view text);

}  // namespace cairn::codecs
