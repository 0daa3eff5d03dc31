// A Zarr store whose keys are files of a folder.
#pragma once

#include <memory>
#include <string>

#include "base/outcome.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::zarr {

/// Files are opened below the folder's descriptor: whatever happens to the path, and whatever symbolic links are in the
/// store, nothing outside of the folder is read ("probe/outside-store"). Only regular files are read; a named pipe is
/// never waited for. "probe/unreadable" when the folder cannot be opened; null when the path is no folder.
Outcome<std::unique_ptr<KeyStore>> open_folder_store(const std::string& path);

}  // namespace cairn::zarr
