// A Zarr store whose keys are entries of a zip archive.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::zarr {

/// The keys are those below the store's root, which is at the top of the archive or in its single top folder. What an
/// archive says of its entries is checked before memory is taken. Entries that are stored or deflated are read; others,
/// and encrypted ones, are problems when they are asked for. Names that lead out of the archive are refused, and of a
/// name that is there twice the last entry counts, as it does for zarr-python, which writes such archives; both are
/// added to `problems`. "probe/damaged-zip" when the archive cannot be read. Throws std::system_error when the disk
/// fails.
Outcome<std::unique_ptr<KeyStore>> open_zip_store(std::unique_ptr<PositionedBytes> file,
                                                  std::vector<Problem>& problems);

}  // namespace cairn::zarr
