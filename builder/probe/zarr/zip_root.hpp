// Whether a zip archive is a Zarr store, and where in it the store begins.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/storage/byte_access.hpp"
#include "builder/model/source.hpp"

namespace cairn::zarr {

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

}  // namespace cairn::zarr
