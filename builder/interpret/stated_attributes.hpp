// The attributes of what was read, as texts.
#pragma once

#include "builder/model/dataset.hpp"
#include "builder/model/stated_attributes.hpp"

namespace cairn {

/// Takes those of the root group. Numbers are written out, several values are separated by ", " (the first 100 of them).
/// Texts of the variables that the file is about, of at most 200 bytes, stand behind them as "VARIABLE:ATTRIBUTE", and as
/// "*:ATTRIBUTE" where all that have it agree.
StatedAttributes stated_attributes(const Dataset& dataset);

}  // namespace cairn
