// The list of entries at the end of a zip archive (PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16), and whether they are
// those of a Zarr store.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "builder/discover/signature.hpp"
#include "builder/model/source.hpp"

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

/// Where the root of a Zarr store is in an archive: at the top, or in its single top folder.
struct ZipStoreRoot {
    Format format = Format::zarr2;
    std::string prefix;  ///< "" or "name/"
};

/// Gathers from names whether an archive is a store.
class ZipRootFinder {
  public:
    void look_at(std::string_view name);
    std::optional<ZipStoreRoot> found() const;

  private:
    struct Seen {
        bool v3 = false;
        bool v2 = false;
    };

    Seen m_at_top;
    Seen m_in_folder;
    std::string m_folder;
    bool m_several_folders = false;
};

/// zarr2, zarr3, or nullopt for an archive of anything else.
std::optional<Format> format_of_zip(const ByteAccess& file);

}  // namespace cairn
