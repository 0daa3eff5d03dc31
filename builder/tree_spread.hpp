// Assembling that processes share by Collection: each makes the documents of some, the merge those of the root.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "builder/pipeline.hpp"
#include "builder/shards/shard_set.hpp"
#include "builder/shards/tree_part_set.hpp"
#include "builder/tree.hpp"

namespace cairn {

/// Which part, from 0, makes which Collection: the largest first, each to the part that has least to do.
std::vector<std::uint32_t> parts_of_collections(const std::vector<std::size_t>& sizes, std::uint32_t parts);

/// What the processes of a tree have to agree on: all entries but pictures, of which each draws those of its part.
class SharedEntries {
  public:
    /// Every entry of the run once, in any order.
    void see(const Entry& entry);

    std::size_t size() const { return m_size; }

    /// The Collections of part `part`, from 1, of `of`.
    std::set<std::string> collections_of(std::uint32_t part, std::uint32_t of) const;

  private:
    std::map<std::string, std::size_t> m_sizes;  ///< by Collection
    std::size_t m_size = 0;
};

/// Makes a part of the tree, of these Collections. `made_of`: a digest of all that documents follow from. Throws std::runtime_error when documents could not be
/// made, which only the whole tree can go without.
void write_tree_part(const SortedEntries& sorted, const std::set<std::string>& wanted, const Config& config, const BuildOptions& options,
                     std::uint64_t made_of, BuildResult& result, const std::atomic<bool>& stop);

/// The tree of the documents that the parts have. Throws ShardsRefused when they have others than these entries make.
TreeCounts tree_of_parts(const TreePartSet& parts, const SortedEntries& sorted, const Context& context,
                         const DocumentSink& sink, const ParallelFor& parallel);

}  // namespace cairn
