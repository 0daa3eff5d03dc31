// How the work of a scan is divided.
#pragma once

#include <cstdint>
#include <vector>

#include "builder/model/source.hpp"
#include "builder/shards/need.hpp"

namespace cairn {

/// Sources that follow each other and are read by one shard. They are compressed together, as a block of a state.
struct Chunk {
    std::uint32_t shard = 0;    ///< from 0
    std::uint32_t sources = 0;  ///< how many
};

/// What reading a source takes, in units of about one read of a disk in the network: a guess by format and size
/// (docs/cluster.md has the table).
double cost_of(const Source& source, Need need);

/// Sources that shards have to read, in the order of the walk, and what each of them needs.
struct Work {
    std::vector<Source> sources;
    std::vector<Need> needs;
};

/// Divides sources, in their order, into chunks, each of which goes to the shard that has least to do. Neighbours cost
/// alike, also where no size says so: small chunks deal them out to all shards. Follows from its arguments alone.
std::vector<Chunk> split(const Work& work, std::uint32_t shards);

}  // namespace cairn
