// Lists of checksums are read.
#pragma once

#include <vector>

#include "base/parallel.hpp"
#include "builder/checksums/presence.hpp"
#include "builder/checksums/stated.hpp"
#include "builder/config/config.hpp"

namespace cairn::checksums {

/// Each list by a thread of its own, once. What comes out does not depend on the threads: the statements of one list
/// stand behind those of the list before it. About 130 bytes of memory a line.
Stated read_lists(const Config& config, std::vector<ListFile> files, const Presence& presence,
                  const ParallelFor& in_parallel);

}  // namespace cairn::checksums
