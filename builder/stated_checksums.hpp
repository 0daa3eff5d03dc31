// What lists of checksums state of the files that a walk found.
#pragma once

#include "builder/checksums/stated.hpp"
#include "builder/config/config.hpp"
#include "builder/discovery.hpp"
#include "builder/pipeline.hpp"

namespace cairn {

/// Reads the lists. A merge takes what its plan read, and opens no list. Throws PlanRefused.
checksums::Stated stated_by_lists(const Config& config, const BuildOptions& options, const Found& found);

}  // namespace cairn
