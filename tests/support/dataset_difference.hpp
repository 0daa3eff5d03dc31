// What differs between two readings of one file, bit for bit, but for Dataset::reader.
#pragma once

#include <string>

#include "builder/model/dataset.hpp"

namespace cairn::test {

/// "/group/variable: attribute units: ..." of the first difference; empty when there is none.
std::string first_difference(const Dataset& expected, const Dataset& found);

}  // namespace cairn::test
