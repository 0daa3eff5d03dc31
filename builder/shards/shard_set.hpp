// All shards of a plan, and the Facts in them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "builder/shards/frame_file.hpp"
#include "builder/shards/plan.hpp"

namespace cairn {

class TreePartSet;

/// Shards are missing, foreign, stale, damaged or there twice. The message names each of them, and what to do.
struct ShardsRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// How assembling is shared by processes (docs/cluster.md, "Assembling on many machines").
struct TreeSpread {
    std::string folder;          ///< of the part that this process makes
    std::uint64_t inputs = 0;    ///< a digest of what documents follow from beside the plan and its shards
    std::uint32_t part = 0;      ///< from 1
    std::uint32_t of = 0;
    const TreePartSet* parts = nullptr;  ///< of which this process makes the tree; nullptr: it makes one of them
};

/// A merge of sorted runs whose order is known beforehand: the plan says which chunk comes next, and which shard has
/// it, so that nothing is compared and nothing but the chunks at hand is held. Threads: any number.
class ShardSet {
  public:
    /// `paths`: files, and folders with files "*.facts" (others in them are passed over). `plan` must outlive it.
    /// Throws ShardsRefused and PlanRefused; then nothing was done.
    ShardSet(const PlanFolder& plan, const std::vector<std::string>& paths);

    /// What the plan's walk found; sources and problems may be moved from it.
    PlannedWalk& walk() { return m_walk; }
    const PlanFolder& plan() const { return m_plan; }
    /// nullopt: one process makes the tree.
    const std::optional<TreeSpread>& spread() const { return m_spread; }
    void share_tree(TreeSpread spread) { m_spread = std::move(spread); }
    bool any_to_read() const { return !m_walk.chunks.empty(); }

    /// The encoded Facts of the sources `begin` to `begin + count` of the walk; empty texts for those that need no
    /// reading. Throws ShardsRefused when a shard turns out to be damaged.
    std::vector<std::string> facts(std::size_t begin, std::size_t count) const;

  private:
    void open(const std::vector<std::string>& paths);
    void note_places();
    std::vector<std::string> chunk(std::uint32_t number) const;

    const PlanFolder& m_plan;
    PlannedWalk m_walk;
    std::vector<std::unique_ptr<FrameFile>> m_files;  ///< of each shard
    std::vector<std::uint32_t> m_frames;              ///< of each chunk, in the file of its shard
    /// Where the Facts of a source are.
    struct Place {
        std::uint32_t chunk = k_nowhere;
        std::uint32_t slot = 0;
    };
    static constexpr std::uint32_t k_nowhere = UINT32_MAX;
    std::vector<Place> m_places;  ///< of each source
    std::optional<TreeSpread> m_spread;
};

}  // namespace cairn
