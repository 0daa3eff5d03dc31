#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "builder/shards/split.hpp"
#include "builder/state/facts_block.hpp"

using namespace cairn;

namespace {

std::vector<Source> sources_of(std::size_t count, Format format, std::uint64_t bytes = 1000) {
    std::vector<Source> sources(count);
    for (Source& source : sources) {
        source.format = format;
        source.stamp.size_bytes = bytes;
    }
    return sources;
}

std::vector<double> loads(const std::vector<Source>& sources, std::uint32_t shards) {
    std::vector<double> loads(shards);
    std::size_t at = 0;
    for (const Chunk& chunk : split(sources, shards)) {
        CHECK(chunk.sources <= k_sources_of_block);
        for (std::uint32_t i = 0; i < chunk.sources; ++i) loads.at(chunk.shard) += cost_of(sources.at(at++));
    }
    CHECK(at == sources.size());
    return loads;
}

}  // namespace

TEST_CASE("every source goes to one shard, and shards have the same to do") {
    const std::uint32_t shards = GENERATE(1U, 2U, 7U, 64U, 1000U);
    std::vector<Source> sources = sources_of(20'000, Format::cdf1);
    for (const Format format : {Format::hdf5, Format::zarr3, Format::kerchunk_json}) {
        const auto more = sources_of(3'000, format, 10'000'000);
        sources.insert(sources.end(), more.begin(), more.end());
    }
    const std::vector<double> all = loads(sources, shards);
    const double mean = std::accumulate(all.begin(), all.end(), 0.0) / shards;
    CHECK(*std::ranges::max_element(all) <= mean * 1.2 + 200);
}

TEST_CASE("few sources are spread, too, and there may be fewer than shards") {
    const std::vector<double> all = loads(sources_of(100, Format::hdf5), 10);
    CHECK(*std::ranges::max_element(all) <= 2 * *std::ranges::min_element(all));
    CHECK(loads(sources_of(3, Format::hdf5), 10) == std::vector<double>{4, 4, 4, 0, 0, 0, 0, 0, 0, 0});
    CHECK(split({}, 5).empty());
}
