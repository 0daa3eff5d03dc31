// From a path to a Zarr store: a folder, or a zip archive.
#pragma once

#include "base/outcome.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/reader.hpp"

namespace cairn::zarr {

/// The whole store at `source.path`, with problems that name paths: "<path of the store>/<key>".
Outcome<Dataset> read_store_at(const Source& source, const ReadLimits& limits);

}  // namespace cairn::zarr
