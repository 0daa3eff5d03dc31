// One share of a scan that many processes do.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "builder/config/config.hpp"
#include "builder/pipeline.hpp"
#include "builder/shards/plan.hpp"

namespace cairn {

struct ShardResult {
    std::string path;           ///< of the shard
    std::uint64_t sources = 0;  ///< of the share
    std::uint64_t known = 0;    ///< of these, read by a process that was stopped, or the shard was there
    std::uint64_t failed = 0;   ///< read by this one, and not understood: the merge reports them
    bool was_there = false;     ///< whole, so that nothing was done
};

/// Reads the sources of a share and writes its shard into `folder`. Where it is there already nothing is done; where a
/// process was stopped, this one goes on. Holds the sources and Facts of some hundred chunks at most. `shard`: from 1.
/// Throws LockedError when another process is at it, Interrupted (what was read stays), PlanRefused, and
/// std::system_error.
ShardResult scan_shard(const PlanFolder& plan, std::uint32_t shard, const std::string& folder, const Config& config,
                       const BuildOptions& options, Progress& progress, const std::atomic<bool>& stop);

}  // namespace cairn
