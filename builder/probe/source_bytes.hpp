// Files where they live: on the disk, or on a web server.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"
#include "base/storage/web_storages.hpp"

namespace cairn {

/// The bytes of a file. A path of the disk never asks `web`, which may be null: then nothing is fetched. "probe/...":
/// it cannot be opened. Reads of what is on the web throw StorageError.
Outcome<std::unique_ptr<PositionedBytes>> open_source_bytes(const std::string& path, WebStorages* web);

/// A fault as a problem: "probe/changed" (while it was read), "probe/over-budget", else "probe/unreadable".
Problem problem_of(const StorageFault& fault, std::string_view path);

/// The problem that nothing may be fetched from a place.
Problem not_fetched(std::string_view place);

}  // namespace cairn
