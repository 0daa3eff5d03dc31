// Kerchunk's references in Parquet: a folder with `.zmetadata` (the metadata of the store, and `record_size`), and for
// each array `<array>/refs.<n>.parq` with the references of so many chunks each, in C order, as columns `path`,
// `offset`, `size` and `raw`.
#pragma once

#include <string>

#include "base/outcome.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/references/locations.hpp"
#include "builder/probe/zarr/part_reader.hpp"

namespace cairn::references {

/// Problems name keys below the folder. Throws std::system_error when the disk fails.
Outcome<Dataset> read_parquet_set(const Source& source, const std::string& name, const ReadLimits& limits,
                                  const Reachable& reachable, const zarr::PartWork* parts);

}  // namespace cairn::references
