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
std::string encode_work(std::span<const Source> sources, std::span<const Need> needs, const PlanHead& head);
Work decode_work(std::string_view bytes, const PlanHead& head, const std::string& path);

/// A part of PlannedWalk::stated.
std::string encode_stated(std::string_view part);
std::string decode_stated(std::string_view bytes, const std::string& path);

/// All of a walk but its sources and needs, and what lists state.
std::string encode_rest(const PlannedWalk& walk, const PlanHead& head);
/// How many parts PlannedWalk::stated has.
std::size_t decode_rest(std::string_view bytes, const PlanHead& head, const std::string& path, PlannedWalk& walk);

}  // namespace cairn
