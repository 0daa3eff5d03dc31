// All files of a data server of THREDDS, by its catalogs.
#pragma once

#include <string>
#include <vector>

#include "base/storage/storage.hpp"
#include "builder/discover/listed_storage.hpp"

namespace cairn {

/// The files below `root` that the catalog at `catalog_url`, and those that it leads to on the same server, have by the
/// service HTTPServer. `server`: all that is below "https://host/". As many catalogs are asked for at once as the server
/// may be asked, each once. Throws std::runtime_error with the address of a catalog that cannot be read, and when none
/// has a file below `root`.
std::vector<ListedObject> read_thredds(const std::string& catalog_url, const std::string& root, Storage& server);

}  // namespace cairn
