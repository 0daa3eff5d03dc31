// The walk over an archive on a web server or in a bucket.
#pragma once

#include <atomic>
#include <cstddef>

#include "base/storage/web_storages.hpp"
#include "builder/config/config.hpp"
#include "builder/discover/walk.hpp"

namespace cairn {

/// As `walk`, by listings: one request a folder, and one for the beginning of each file that `rules.recollection` does
/// not know; what was fetched is left with `web` for its reader. Stores are told by the names in their folders, which
/// are not entered. What names tell by their endings, as pictures and texts, is not opened. Files whose listing tells neither size nor change are asked for both. Throws std::runtime_error
/// when the root can neither be listed nor read as a store.
WalkResult web_walk(const Archive& archive, std::size_t archive_index, WebStorages& web, TaskRunner& tasks,
                    const std::atomic<bool>& stop, const WalkRules& rules = {});

}  // namespace cairn
