// What a merge assembles: a plan, and the shards of its scan.
#pragma once

#include <string>

#include "builder/cli/command_line.hpp"
#include "builder/config/config.hpp"
#include "builder/pipeline.hpp"
#include "builder/shards/shard_set.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

/// The command with what the plan says of its inputs, reader, state and ledger.
BuildCommand planned_command(BuildCommand command, const PlanHead& head);

class MergeInput {
  public:
    /// Throws PlanRefused and ShardsRefused.
    explicit MergeInput(const BuildCommand& command) : m_plan(command.plan), m_shards(m_plan, command.shards) {}

    const PlanFolder& plan() const { return m_plan; }

    /// The options of the build that does the rest, as on the day of the plan. Throws PlanRefused when the
    /// configuration is another one, std::invalid_argument when OUT lies in an archive: the walk of the plan took it
    /// for data.
    void apply(const Config& config, const Filesystem& filesystem, BuildOptions& options);

  private:
    PlanFolder m_plan;
    ShardSet m_shards;
};

}  // namespace cairn
