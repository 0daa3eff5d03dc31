// When, and which part of the other dimensions, each file that a virtual store refers to covers: from the references
// and the coordinates, without a look at the files.
#pragma once

#include <vector>

#include "builder/interpret/anatomy.hpp"
#include "builder/model/policies.hpp"
#include "builder/model/source_coverage.hpp"

namespace cairn {

/// In the order of Dataset::sources. A source that covers no part of a time axis of its own has the interval of the
/// whole axis.
std::vector<SourceCoverage> read_sources(const Anatomy& anatomy, const Policies& policies);

}  // namespace cairn
