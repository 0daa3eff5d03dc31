// What a merge assembles: a plan, and the shards of its scan.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "builder/cli/command_line.hpp"
#include "builder/config/config.hpp"
#include "builder/pipeline.hpp"
#include "builder/shards/shard_set.hpp"
#include "builder/shards/tree_part_set.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

/// The command with what the plan says of its inputs, reader, state and ledger.
BuildCommand planned_command(BuildCommand command, const PlanHead& head);

class MergeInput {
  public:
    /// Throws PlanRefused and ShardsRefused.
    explicit MergeInput(const BuildCommand& command);

    /// The documents of Collections are in the parts in this folder; empty: the merge makes them. Throws ShardsRefused.
    void take_parts(const std::string& folder);
    const PlanFolder& plan() const { return m_plan; }

    /// The options of the build that does the rest, as on the day of the plan. Throws PlanRefused when the
    /// configuration is another one, std::invalid_argument when OUT lies in an archive: the walk of the plan took it
    /// for data.
    void apply(const Config& config, const Filesystem& filesystem, BuildOptions& options);

    /// The options make this part of the tree, and nothing else.
    void make_part(const std::string& folder, std::uint32_t part, std::uint32_t of, const Config& config,
                   const BuildOptions& options);

  private:
    PlanFolder m_plan;
    ShardSet m_shards;
    std::optional<TreePartSet> m_parts;
};

}  // namespace cairn
