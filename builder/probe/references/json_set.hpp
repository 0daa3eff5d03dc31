// From a kerchunk reference file in JSON to a dataset.
#pragma once

#include <string>

#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/references/locations.hpp"

namespace cairn::references {

/// Reads the file twice: first the metadata, which say what the references are, then these. Problems name keys. Throws
/// std::system_error when the disk fails.
Outcome<Dataset> read_json_set(PositionedBytes& file, Locations& locations, const std::string& name,
                               const ReadLimits& limits);

}  // namespace cairn::references
