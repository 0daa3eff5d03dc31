// When, and which part of the other dimensions, each file that a virtual store refers to covers: from the references
// and the coordinates, without a look at the files.
#pragma once

#include <memory>
#include <vector>

#include "builder/interpret/anatomy.hpp"
#include "builder/model/policies.hpp"
#include "builder/model/source_coverage.hpp"

namespace cairn {

/// In the order of Dataset::sources. A source whose chunks are on no time axis has no interval.
std::vector<std::shared_ptr<const SourceCoverage>> read_sources(const Anatomy& anatomy, const Policies& policies);

}  // namespace cairn
