// Assembling that processes share by Collection: each makes the documents of some, the merge those of the root.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/parallel.hpp"
#include "builder/pipeline.hpp"
#include "builder/shards/shard_set.hpp"
#include "builder/shards/tree_part_set.hpp"
#include "builder/tree.hpp"

namespace cairn {

/// Which part, from 0, makes which Collection: the largest first, each to the part that has least to do.
std::vector<std::uint32_t> parts_of_collections(const std::vector<std::size_t>& sizes, std::uint32_t parts);

/// Makes a part of the tree, which TreeSpread names. `made_of`: a digest of all that documents follow from. Throws std::runtime_error when documents could not be
/// made, which only the whole tree can go without.
void write_tree_part(const SortedEntries& sorted, const Config& config, const BuildOptions& options,
                     std::uint64_t made_of, BuildResult& result, const std::atomic<bool>& stop);

/// The tree of the documents that the parts have. Throws ShardsRefused when they have others than these entries make.
TreeCounts tree_of_parts(const TreePartSet& parts, const SortedEntries& sorted, const Context& context,
                         const DocumentSink& sink, const ParallelFor& parallel);

}  // namespace cairn
