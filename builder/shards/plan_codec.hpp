// What stands in the frames of a plan.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "builder/shards/plan.hpp"

namespace cairn {

/// How many sources stand in a frame of `walk`.
inline constexpr std::size_t k_sources_of_frame = 4096;

std::string encode(const PlanHead& head);
/// Throws PlanRefused, as all below; `path`: of the plan, for messages.
PlanHead decode_head(std::string_view bytes, const std::string& path);

/// In front coding, then compressed. `head`: of the roots of archives.
std::string encode_sources(std::span<const Source> sources, const PlanHead& head);
std::vector<Source> decode_sources(std::string_view bytes, const PlanHead& head, const std::string& path);

/// All of a walk but its sources and needs.
std::string encode_rest(const PlannedWalk& walk, const PlanHead& head);
void decode_rest(std::string_view bytes, const PlanHead& head, const std::string& path, PlannedWalk& walk);

}  // namespace cairn
