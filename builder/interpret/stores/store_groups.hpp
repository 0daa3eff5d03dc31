// The groups of a Zarr store that become assets, each with its cube, its grid and its bands. An asset is a group that
// has arrays, never an array; a multiscales group is one asset for all its resolutions.
#pragma once

#include <vector>

#include "builder/interpret/findings.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/granule.hpp"
#include "builder/model/policies.hpp"

namespace cairn {

/// What one group says, as if it were a whole dataset: interpret() without what only a whole source has.
using GroupInterpreter = Granule (*)(const Dataset& group, const Policies& policies);

/// In order of path. `whole`: the interpretation of the whole dataset, which is also that of a store's only group.
/// Empty when the store is an array, or has none.
std::vector<StoreGroup> read_store_groups(const Dataset& dataset, const Granule& whole, const Policies& policies,
                                          GroupInterpreter interpret_group, Findings& findings);

/// Where the store as a whole has no place because one of its groups has none, the box of those that have one, with a
/// note. `whole`: the place of the store.
void unite_footprints_of_groups(const std::vector<StoreGroup>& groups, Footprint& whole, Findings& findings);

}  // namespace cairn
