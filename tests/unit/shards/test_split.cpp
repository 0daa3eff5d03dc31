#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "builder/shards/split.hpp"
#include "builder/state/facts_block.hpp"

using namespace cairn;

namespace {

void add(Work& work, std::size_t count, Format format, std::uint64_t bytes = 1000, Need need = Need::reading) {
    Source source;
    source.format = format;
    source.stamp.size_bytes = bytes;
    work.sources.resize(work.sources.size() + count, source);
    work.needs.resize(work.needs.size() + count, need);
}

Work work_of(std::size_t count, Format format) {
    Work work;
    add(work, count, format);
    return work;
}

std::vector<double> loads(const Work& work, std::uint32_t shards) {
    std::vector<double> loads(shards);
    std::size_t at = 0;
    for (const Chunk& chunk : split(work, shards)) {
        CHECK(chunk.sources <= k_sources_of_block);
        for (std::uint32_t i = 0; i < chunk.sources; ++i, ++at)
            loads.at(chunk.shard) += cost_of(work.sources.at(at), work.needs.at(at));
    }
    CHECK(at == work.sources.size());
    return loads;
}

}  // namespace

TEST_CASE("every source goes to one shard, and shards have the same to do") {
    const std::uint32_t shards = GENERATE(1U, 2U, 7U, 64U, 1000U);
    Work work = work_of(20'000, Format::cdf1);
    for (const Format format : {Format::hdf5, Format::zarr3, Format::kerchunk_json}) add(work, 3'000, format, 10'000'000);
    add(work, 300, Format::hdf5, 100'000'000, Need::summing);
    const std::vector<double> all = loads(work, shards);
    const double mean = std::accumulate(all.begin(), all.end(), 0.0) / shards;
    CHECK(*std::ranges::max_element(all) <= mean * 1.2 + 200);
}

TEST_CASE("few sources are spread, too, and there may be fewer than shards") {
    const std::vector<double> all = loads(work_of(100, Format::hdf5), 10);
    CHECK(*std::ranges::max_element(all) <= 2 * *std::ranges::min_element(all));
    CHECK(loads(work_of(3, Format::hdf5), 10) == std::vector<double>{4, 4, 4, 0, 0, 0, 0, 0, 0, 0});
    CHECK(split({}, 5).empty());
}

TEST_CASE("a file that is read as a whole costs what its bytes do") {
    Work work;
    add(work, 1, Format::cdf1, 64U << 20, Need::summing);
    CHECK(cost_of(work.sources.front(), Need::summing) == cost_of(work.sources.front(), Need::reading) + 64);
}
