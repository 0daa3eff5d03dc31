// Which shard a process is, as its scheduler says.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace cairn {

/// The value of a variable of the environment; nullopt: it is not set.
using Variables = std::function<std::optional<std::string>(const std::string& name)>;

/// The number of a shard, from 1. `asked`: "3/8", "3" or "auto"; `shards`: how many the plan has. "auto" asks the
/// environment: Slurm arrays and tasks, PBS, Grid Engine and LSF arrays, AWS Batch arrays, indexed jobs of Kubernetes,
/// ranks of Open MPI and of what speaks PMI. Throws std::invalid_argument, with what was found, when it is no shard of
/// the plan, when nothing says it, and when two schedulers say different ones.
/// `what`: "shard", or what else the shares are called; then `shards` is how many of these there are.
std::uint32_t shard_number(const std::string& asked, std::uint32_t shards, const Variables& variables,
                           const std::string& what = "shard");

}  // namespace cairn
