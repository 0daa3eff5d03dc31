// Base64 (RFC 4648, section 4), as fill values of bytes and inlined chunks are written.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::codecs {

/// nullopt when the text is not base64 with its padding.
std::optional<std::vector<std::byte>> decode_base64(std::string_view text);

/// With its padding.
std::string encode_base64(std::span<const std::byte> bytes);

}  // namespace cairn::codecs
