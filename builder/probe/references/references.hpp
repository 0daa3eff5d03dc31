// Reads virtual stores: references that stand for a Zarr store whose chunks lie in other files.
#pragma once

#include <string>

#include "base/outcome.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/references/locations.hpp"
#include "builder/probe/zarr/part_reader.hpp"

namespace cairn::references {

/// Reads one kind of references. Problems name keys. Throws std::system_error when the disk fails.
using SetReader = Outcome<Dataset>(const Source& source, const std::string& name, const ReadLimits& limits,
                                   const Reachable& reachable, const zarr::PartWork* parts);

/// The dataset that the references stand for, with Dataset::is_virtual and the files that they point into. Values
/// of coordinates are read when they are inline, or in files that `reachable` allows; else they are missing, and the
/// reason says so. Problems name paths: "<path of the references>/<key>". Never throws for what is in a file. `parts`:
/// what is done with arrays beside, for which the references of these are sought once more; null: nothing.
Outcome<Dataset> read_references_at(SetReader* read, const Source& source, const ReadLimits& limits,
                                    const Reachable& reachable, const zarr::PartWork* parts = nullptr);

/// A set of references in one JSON file.
Outcome<Dataset> read_json_set_at(const Source& source, const std::string& name, const ReadLimits& limits,
                                  const Reachable& reachable, const zarr::PartWork* parts);

}  // namespace cairn::references
