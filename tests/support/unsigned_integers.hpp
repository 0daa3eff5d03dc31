// Integers that are stored with a sign and meant without (`_Unsigned` of the netCDF Users Guide), which every reader
// has to hand on so that values, fill values and valid ranges are understood alike.
#pragma once

#include <string_view>

#include "builder/model/dataset.hpp"

namespace cairn::test {

/// Classic types only.
extern const std::string_view k_unsigned_integers;

/// To be called within a TEST_CASE, with what a reader makes of k_unsigned_integers in its format.
void check_unsigned_integers(const Dataset& dataset);

}  // namespace cairn::test
