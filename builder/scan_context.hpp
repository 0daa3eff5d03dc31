// What Facts depend on beside their sources.
#pragma once

#include "builder/config/config.hpp"
#include "builder/probe/native_reader.hpp"
#include "builder/state/state.hpp"

namespace cairn {

/// Versions, policies, limits, the reader and the root of the archive; of references also where URLs lead. Whatever
/// else a configuration says takes effect without reading a source again.
ScanContext scan_context(const Config& config, const Archive& archive, ReaderChoice reader);

}  // namespace cairn
