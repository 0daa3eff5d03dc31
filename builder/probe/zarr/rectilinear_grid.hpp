// The configuration of the chunk grid "rectilinear" (extensions of Zarr v3): lengths along each axis, one by one or as
// pairs of a length and how often it follows itself.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "builder/probe/zarr/chunk_runs.hpp"

namespace cairn::zarr {

/// As many as `shape` has; empty, and `why_not` says why, when the configuration makes no grid over the shape.
/// `configuration` may be null.
std::vector<ChunkRuns> parse_rectilinear(const json::Value* configuration, const std::vector<std::uint64_t>& shape,
                                         std::string& why_not);

}  // namespace cairn::zarr
