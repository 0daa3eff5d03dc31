// Facts of sources that follow each other, divided into the blocks of a state.
#pragma once

#include <string>
#include <vector>

#include "builder/state/state.hpp"

namespace cairn {

/// `keys`: in order of their paths; `encoded`: the Facts of each.
std::vector<NewBlock> in_blocks(std::vector<KnownSource> keys, std::vector<std::string> encoded);

}  // namespace cairn
