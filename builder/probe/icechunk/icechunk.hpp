// Reads Icechunk repositories as virtual stores: the newest snapshot of the branch "main".
#pragma once

#include <string>

#include "base/outcome.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/references/locations.hpp"
#include "builder/probe/zarr/part_reader.hpp"

namespace cairn::icechunk {

/// The files that virtual chunks lie in become the sources; chunks in the repository's own files do not. Problems name
/// keys below the folder. Throws std::system_error when the disk fails.
Outcome<Dataset> read_repository(const Source& source, const std::string& name, const ReadLimits& limits,
                                 const references::Reachable& reachable, const zarr::PartWork* parts);

}  // namespace cairn::icechunk
