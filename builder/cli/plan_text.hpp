// What a dry run would write, for people.
#pragma once

#include <cstdint>
#include <string>

#include "builder/planned.hpp"

namespace cairn {

/// Collections and their Items with counts of assets, sizes, and one Item as it would stand in the tree. `all`: every
/// id, else the first and the last of many.
std::string plan_text(const Planned& planned, bool all);

}  // namespace cairn
