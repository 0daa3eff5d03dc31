// What a store says about itself as a whole: the STAC Item that products of the EOPF carry in their attributes. Used
// where coordinates say nothing.
#pragma once

#include "builder/interpret/findings.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/granule.hpp"

namespace cairn {

/// Fills in the time from `datetime`, or `start_datetime` and `end_datetime`, and the box from `bbox`, of the root
/// attribute `stac_discovery`, each where the granule has none. Evidence::metadata, with the reason. Of its other
/// properties those that STAC itself and the eo extension define are taken where they are as these want them.
void apply_store_statement(const Dataset& dataset, Granule& granule, Findings& findings);

}  // namespace cairn
