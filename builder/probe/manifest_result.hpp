// What a native reader makes of a file for references: its manifest, or the statement that it uses what the reader does
// not know.
#pragma once

#include <functional>
#include <variant>

#include "builder/model/chunk_manifest.hpp"
#include "builder/probe/native_result.hpp"

namespace cairn {

using ManifestResult = std::variant<FileManifest, Declined>;

/// Which variables get a digest of their decoded values: those that are to be the same in all files of a series. Empty:
/// none. Of coordinates whose values were read there is no need of one.
using WantsDigest = std::function<bool(const Dataset& dataset, const Variable& variable)>;

}  // namespace cairn
