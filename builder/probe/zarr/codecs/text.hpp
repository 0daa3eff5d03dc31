// Texts as chunks hold them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "builder/probe/zarr/codecs/bytes.hpp"

namespace cairn::zarr {

/// The codec vlen-utf8: how many texts, then each with its length, all four little-endian bytes. Throws Damage when it
/// does not have `count` texts, or bytes are left over or missing.
std::vector<std::string> variable_texts(Bytes chunk, std::uint64_t count);

/// UTF-32 as UTF-8 without NUL characters at the end; what is no code point becomes U+FFFD, and `was_mended` true.
std::string text_of_utf32(Bytes element, ByteOrder order, bool& was_mended);

/// Bytes as text without NULs at the end; bytes that are not UTF-8 are written as \xHH, and `was_mended` is true.
std::string text_of_bytes(std::string_view bytes, bool& was_mended);

void append_utf8(std::string& text, char32_t code_point);

}  // namespace cairn::zarr
