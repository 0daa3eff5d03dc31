// Catalogs of THREDDS (InvCatalog 1.0): XML in which data servers say what they have, and by which services.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/storage.hpp"

namespace cairn {

struct ThreddsFile {
    std::string url;  ///< of the service HTTPServer, whose answers are the bytes; paths in it are as they are, not encoded
    ObjectStat stat;  ///< without a size, unless the catalog counts single bytes: others are rounded
};

struct ThreddsCatalog {
    std::vector<ThreddsFile> files;
    std::vector<std::string> catalogs;  ///< URLs of the catalogs that it leads to
    std::size_t unserved = 0;           ///< datasets that no service gives as files
};

/// The catalog at `url`. The text of a fault: it is no XML, or no catalog.
Outcome<ThreddsCatalog> parse_thredds_catalog(std::string_view xml, const std::string& url);

}  // namespace cairn
