// The list of entries at the end of a zip archive (PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/storage/byte_access.hpp"

namespace cairn {

struct ZipEntry {
    std::string_view name;  ///< as written; valid during the visit
    std::uint64_t header_offset = 0;
    std::uint64_t stored_bytes = 0;  ///< as they are in the archive
    std::uint64_t bytes = 0;         ///< unpacked, as the archive says
    std::uint32_t crc32 = 0;
    std::uint16_t method = 0;  ///< 0: stored, 8: deflate
    bool is_encrypted = false;
};

/// Calls `visit` for each entry, in order, until it returns false. Empty, or why the directory cannot be read: "found
/// ..., expected ...". At most 256 MiB of directory are looked at, in pieces; nothing is unpacked.
std::string for_each_zip_entry(const ByteAccess& file, const std::function<bool(const ZipEntry&)>& visit);

}  // namespace cairn
