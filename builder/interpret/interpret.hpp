// From a dataset to a granule: the CF conventions, applied to what was read. A pure function.
#pragma once

#include <string>
#include <vector>

#include "builder/model/dataset.hpp"
#include "builder/model/granule.hpp"
#include "builder/model/policies.hpp"

namespace cairn {

/// One step of the reasoning, for `cairn inspect`.
struct Finding {
    std::string about;  ///< "time", "longitude", "footprint", "variable tas", ...
    std::string text;   ///< "axis from standard_name 'time'", "bounds 'time_bnds' used", ...
};

struct Interpretation {
    Granule granule;  ///< its cube is not yet interned
    std::vector<Finding> findings;
};

/// Never fails: what cannot be known is left out and said, in the granule's reasons and notes and in the findings.
/// Threads: safe.
Interpretation interpret(const Dataset& dataset, const Policies& policies = {});

}  // namespace cairn
