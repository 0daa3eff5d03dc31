// A shard: the Facts of one share of a plan. A file of frames (kind CRNSHRD1): who made it of what, as JSON, then a
// frame for each chunk of the share, in the order of the plan. The same share of the same archive has the same bytes,
// whoever makes it and how often he is stopped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "builder/shards/plan.hpp"

namespace cairn {

inline constexpr std::string_view k_shard_kind = "CRNSHRD1";

struct ShardHeader {
    std::string plan;     ///< PlanFolder::id
    std::string catalog;  ///< catalog_of
    std::int64_t planned_s = 0;
    std::uint32_t shard = 1;
    std::uint32_t of = 1;
    bool operator==(const ShardHeader&) const = default;
};

ShardHeader header_of(const PlanFolder& plan, std::uint32_t shard);
std::string encode(const ShardHeader& header);
/// Throws FramesDamaged; `path` is for messages.
ShardHeader decode_shard_header(std::string_view bytes, const std::string& path);

/// "shard-00003-of-00008.facts".
std::string shard_name(std::uint32_t shard, std::uint32_t of);

}  // namespace cairn
