// Files that are on tape only, when all else is known: who describes them.
#pragma once

#include <span>
#include <vector>

#include "base/outcome.hpp"
#include "builder/entries/entries.hpp"
#include "builder/placing.hpp"

namespace cairn {

/// A record with the URL of such a file describes it in the place of what was known (taken out of `entries`). One that
/// nothing describes, and whose name is that of data, is the problem "discover/offline". `offline`: sorted by archive
/// and path.
void settle_offline(std::span<const Source> offline, const Placing& placing, Entries& entries,
                    std::vector<Problem>& problems);

}  // namespace cairn
