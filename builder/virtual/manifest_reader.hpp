// The manifests of files, read natively: many at a time, in the order in which they were named.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "base/parallel.hpp"
#include "base/storage/positioned.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/manifest_result.hpp"
#include "builder/probe/reader.hpp"
#include "builder/virtual/refusal.hpp"

namespace cairn::virtualize {

using ManifestOrRefusal = std::variant<FileManifest, Refusal>;

/// One file. What cannot be read, what is no file of values and what the native reader declines are refusals. Threads:
/// any number, each with its windows.
ManifestOrRefusal read_manifest(const Source& source, WindowedBytes& windows, const ReadLimits& limits,
                                const DimensionOfFiles& dimension_of_files);

/// All of them, in blocks through `parallel`, given to `take` one after the other on the caller's thread. Memory: the
/// manifests of a block.
void read_manifests(const std::vector<Source>& sources, const ReadLimits& limits, const DimensionOfFiles& dimension_of_files,
                    const ParallelFor& parallel,
                    const std::function<void(const Source& source, ManifestOrRefusal result)>& take);

}  // namespace cairn::virtualize
