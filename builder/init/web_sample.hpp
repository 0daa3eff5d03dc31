// A sample of an archive on the web.
#pragma once

#include "base/storage/web_storages.hpp"
#include "builder/config/config.hpp"
#include "builder/init/sample.hpp"

namespace cairn {

/// As sample_archive, with as many requests at once as `remote` allows. What was fetched of files is left with `web` for
/// their reader. Throws std::runtime_error when the root can neither be listed nor read as a store.
Sample sample_web_archive(const Archive& archive, const Remote& remote, WebStorages& web, const SampleBounds& bounds,
                          const std::atomic<bool>& stop);

}  // namespace cairn
