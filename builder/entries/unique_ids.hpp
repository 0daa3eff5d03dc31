// Asset ids that several entries of an Item share, on a shelf.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "builder/entries/packed_shelf.hpp"
#include "builder/group/assemble.hpp"

namespace cairn {

/// As ids are told apart: two of a hundred million have equal ones once in thousands of runs, and then one of them gets
/// folders in front that it did not need.
std::uint64_t id_hash(std::string_view id);

/// Does for the Item of `run` what sort_entries does. `hashes`: id_hash of its entries, in order. Memory: what shares
/// an id.
void make_ids_unique(PackedShelf& shelf, const ItemRun& run, const std::vector<std::uint64_t>& hashes,
                     std::vector<Problem>& problems);

}  // namespace cairn
