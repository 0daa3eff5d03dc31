// One file through libnetcdf, in this very process: for the worker, which a damaged file may crash or hang, and as the
// tests' oracle. Needs libnetcdf and libhdf5; no other part of cairn does.
#pragma once

#include <string>

#include "base/outcome.hpp"
#include "builder/model/dataset.hpp"
#include "builder/probe/reader.hpp"

namespace cairn {

/// Once a process, before the first file.
void prepare_netcdf_c();

/// Throws std::bad_alloc only; everything else that is wrong with the file is a Problem.
/// Only plain local files: a path is never taken for a URL, a DAP server, an NCZarr store or a set of files.
Outcome<Dataset> read_with_netcdf_c(const std::string& path, const ReadLimits& limits);

}  // namespace cairn
