// From a kerchunk reference file in JSON to a dataset.
#pragma once

#include <string>

#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/references/locations.hpp"
#include "builder/probe/zarr/part_reader.hpp"

namespace cairn::references {

/// Reads the file twice: first the metadata, which say what the references are, then these. Problems name keys. Throws
/// std::system_error when the disk fails. `parts`: what is done with arrays beside; null: nothing.
Outcome<Dataset> read_json_set(PositionedBytes& file, Locations& locations, const std::string& name,
                               const ReadLimits& limits, const zarr::PartWork* parts = nullptr);

}  // namespace cairn::references
