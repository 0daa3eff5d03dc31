// Pages that follow each other, as the rules about pages walk them.
#pragma once

#include <vector>

#include "validator/tree.hpp"

namespace cairn::validate::rules {

/// Each page of the tree once: the chains from the pages that no other page's `next` leads to, and then, since closed
/// circles have none, from the page with the lowest path of each circle. A chain that runs into an earlier one, or into
/// itself, ends there and is not complete.
std::vector<Chain> all_chains(const Tree& tree);

}  // namespace cairn::validate::rules
