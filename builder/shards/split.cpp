#include "builder/shards/split.hpp"

#include <algorithm>
#include <queue>
#include <utility>

#include "builder/state/facts_block.hpp"

namespace cairn {

namespace {

/// So many chunks a shard has at least, where there are sources enough: one folder of costly files must not be one
/// chunk.
constexpr std::uint32_t k_chunks_of_shard = 128;

double cost_of_reading(const Source& source) {
    constexpr double k_bytes_parsed_in_a_read = 65536;
    switch (source.format) {
        case Format::cdf1:
        case Format::cdf2:
        case Format::cdf5:
            return 2;
        case Format::hdf5:
            return 4;
        case Format::kerchunk_json:
            return 2 + static_cast<double>(source.stamp.size_bytes) / k_bytes_parsed_in_a_read;
        case Format::zarr2:
        case Format::zarr3:
        case Format::kerchunk_parquet:
        case Format::icechunk:
            return 12;
        case Format::record:
            break;
    }
    return 0;
}

}  // namespace

double cost_of(const Source& source, Need need) {
    constexpr double k_bytes_summed_in_a_read = 1U << 20;
    const double summed = need == Need::summing ? static_cast<double>(source.stamp.size_bytes) : 0;
    return cost_of_reading(source) + summed / k_bytes_summed_in_a_read;
}

std::vector<Chunk> split(const Work& work, std::uint32_t shards) {
    const std::vector<Source>& sources = work.sources;
    double total = 0;
    for (std::size_t i = 0; i < sources.size(); ++i) total += cost_of(sources[i], work.needs[i]);
    const double most_cost = total / (static_cast<double>(shards) * k_chunks_of_shard);
    using Load = std::pair<double, std::uint32_t>;
    std::priority_queue<Load, std::vector<Load>, std::greater<>> loads;
    for (std::uint32_t shard = 0; shard < shards; ++shard) loads.emplace(0, shard);
    std::vector<Chunk> chunks;
    for (std::size_t i = 0; i < sources.size();) {
        auto [load, shard] = loads.top();
        loads.pop();
        double cost = 0;
        std::uint32_t count = 0;
        while (i < sources.size() && count < k_sources_of_block && (count == 0 || cost < most_cost)) {
            cost += cost_of(sources[i], work.needs[i]);
            ++i;
            ++count;
        }
        chunks.push_back({shard, count});
        loads.emplace(load + cost, shard);
    }
    return chunks;
}

}  // namespace cairn
