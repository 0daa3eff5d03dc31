// The plan of a scan that many processes share, and what a merge takes of it in the place of a walk.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/discovery.hpp"
#include "builder/pipeline.hpp"
#include "builder/shards/plan.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

struct MadePlan {
    PlanHead head;
    PlannedWalk walk;
};

/// Walks, asks the state what is known, and divides the rest among `shards`. `options.out`: the folder of the plan,
/// which the walk passes over. Nothing is written, not the state either. Throws what `build` throws, TooMuchRemoved
/// among it: an archive that is not mounted is noticed before anybody reads.
MadePlan plan_scan(const Config& config, const BuildOptions& options, const PlannedInputs& inputs, std::uint32_t shards,
                   Filesystem& filesystem, Progress& progress, const std::atomic<bool>& stop);

/// What the walk of the plan found, taken out of `walk`; `result` gets its counts and problems. `walk` must outlive
/// both, which refer to its texts.
Found found_by_plan(PlannedWalk& walk, BuildResult& result);

/// The archives as a configuration has them now, with what Facts depend on.
std::vector<PlannedArchive> planned_archives(const Config& config, ReaderChoice reader);

/// Throws PlanRefused when the configuration is not the one that was planned with.
void refuse_other_configuration(const PlanFolder& plan, const Config& config);

}  // namespace cairn
