// The global attributes of what was read, as texts.
#pragma once

#include "builder/model/dataset.hpp"
#include "builder/model/stated_attributes.hpp"

namespace cairn {

/// Takes those of the root group. Numbers are written out, several values are separated by ", " (the first 100 of them).
StatedAttributes stated_attributes(const Dataset& dataset);

}  // namespace cairn
