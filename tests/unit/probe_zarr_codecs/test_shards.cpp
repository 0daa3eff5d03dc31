// Shards: inner chunks, their index, and what may be wrong with it.
#include <catch2/catch.hpp>

#include "base/codecs/checksum.hpp"
#include "builder/probe/zarr/codecs/bytes.hpp"
#include "tests/support/mentions.hpp"
#include "tests/unit/probe_zarr_codecs/small_array.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::uint64_t k_absent = UINT64_MAX;

std::string little_endian(std::uint64_t value) {
    std::string bytes(8, '\0');
    zarr::store_bits(value, reinterpret_cast<std::byte*>(bytes.data()), zarr::ByteOrder::little);
    return bytes;
}

std::string index_of(const std::vector<std::uint64_t>& numbers) {
    std::string index;
    for (const std::uint64_t number : numbers) index += little_endian(number);
    return index;
}

std::string with_sum(const std::string& bytes) {
    return bytes + little_endian(codecs::crc32c(zarr::bytes_of(bytes))).substr(0, 4);
}

std::string sharding(const std::string& more) {
    return R"([{"name":"sharding_indexed","configuration":{"chunk_shape":[2],"codecs":[{"name":"bytes"}],)" + more +
           "}}]";
}

const std::string k_plain = sharding(R"("index_codecs":[{"name":"bytes"}],"index_location":"start")");
const std::string k_checked = sharding(R"("index_codecs":[{"name":"bytes"},{"name":"crc32c"}])");

zarr::ArrayValues read_shard(const std::string& codecs, const std::string& shard) {
    return read_array(v3_array("int8", codecs, 4), {{"a/c/0", shard}});
}

}  // namespace

TEST_CASE("The index is at the end unless it is said to be at the start") {
    const std::string at_end = "\1\2\3\4" + with_sum(index_of({0, 2, 2, 2}));
    CHECK(std::get<Integers>(read_shard(k_checked, at_end).values) == Integers{1, 2, 3, 4});
    const std::string at_start = index_of({34, 2, 32, 2}) + "\3\4\1\2";
    CHECK(std::get<Integers>(read_shard(k_plain, at_start).values) == Integers{1, 2, 3, 4});
}

TEST_CASE("Inner chunks that are not there have the fill value") {
    const auto read = read_shard(k_checked, "\1\2" + with_sum(index_of({0, 2, k_absent, k_absent})));
    CHECK(std::get<Integers>(read.values) == Integers{1, 2, 0, 0});
    CHECK(read.absent_elements == 2);
    CHECK(read.absent_chunks.empty());
}

TEST_CASE("A wrong sum of the index is damage") {
    std::string shard = "\1\2\3\4" + with_sum(index_of({0, 2, 2, 2}));
    shard[6] ^= 1;
    const auto read = read_shard(k_checked, shard);
    CHECK(read.damaged);
    CHECK(read.missing_because.find("chunk 'a/c/0': index of the shard: codec 'crc32c': found the checksum ") == 0);
}

TEST_CASE("Places beyond the shard are damage, also where their sum overflows") {
    for (const auto& index : std::vector<std::vector<std::uint64_t>>{
             {32, 2, 35, 2}, {32, 2, 36, 1}, {32, 2, k_absent - 1, 4}, {32, 2, 34, k_absent}, {32, 2, k_absent, 2}}) {
        const auto read = read_shard(k_plain, index_of(index) + "\1\2\3\4");
        CHECK(read.damaged);
        CHECK(read.missing_because.find("chunk 'a/c/0': inner chunk 1: found ") == 0);
        CHECK(read.missing_because.find(" expected them within the shard of 36 bytes") != std::string::npos);
    }
}

TEST_CASE("Inner chunks of the wrong size are damage") {
    const auto read = read_shard(k_plain, index_of({32, 2, 32, 3}) + "\1\2\3\4");
    CHECK_THAT(read.missing_because, Mentions({"'a/c/0'", "1", "3", "2"}));
    const auto small = read_shard(k_plain, index_of({32, 2, 32, 1}) + "\1\2\3\4");
    CHECK_THAT(small.missing_because, Mentions({"'a/c/0'", "1", "1", "2"}));
}

TEST_CASE("A shard smaller than its index is damage") {
    CHECK_THAT(read_shard(k_checked, "x").missing_because, Mentions({"'a/c/0'", "1", "36"}));
}

TEST_CASE("Configurations of shards that make no sense") {
    const auto reason = [](const std::string& codecs) { return read_shard(codecs, "").missing_because; };
    CHECK(reason(R"([{"name":"sharding_indexed","configuration":{"chunk_shape":[3],"codecs":["bytes"]}}])") ==
          "chunk 'a/c/0': codec 'sharding_indexed': expected inner chunks that divide the 4 elements of axis 0");
    CHECK(reason(R"([{"name":"sharding_indexed","configuration":{"chunk_shape":[2,2]}}])") ==
          "chunk 'a/c/0': codec 'sharding_indexed': expected a chunk_shape of 1 axes");
    CHECK(reason(R"([{"name":"sharding_indexed"}])") ==
          "chunk 'a/c/0': codec 'sharding_indexed': expected a chunk_shape of 1 axes");
    CHECK(reason(sharding(R"("index_codecs":[{"name":"bytes"},{"name":"gzip"}])")) ==
          "chunk 'a/c/0': codec 'sharding_indexed': expected an index of fixed size");
    std::string nested = R"(["bytes"])";
    for (int i = 0; i < 20; ++i)
        nested = R"([{"name":"sharding_indexed","configuration":{"chunk_shape":[2],"codecs":)" + nested + "}}]";
    CHECK(reason(nested) == "chunk 'a/c/0': found shards within shards, expected at most 8 levels");
}

TEST_CASE("Only the index and the needed inner chunks of a large shard are read") {
    // 100 inner chunks of 1024 doubles, of which the array needs the first three.
    const std::string metadata =
        R"({"zarr_format":3,"shape":[2500],"data_type":"float64","fill_value":0,"chunk_grid":{"name":"regular",
        "configuration":{"chunk_shape":[102400]}},"chunk_key_encoding":{"name":"default"},"codecs":[{"name":"sharding_indexed",
        "configuration":{"chunk_shape":[1024],"codecs":[{"name":"bytes"}],"index_codecs":[{"name":"bytes"}]}}]})";
    std::string shard(std::size_t{8} * 102400, '\0');
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t i = 0; i < 100; ++i) numbers.insert(numbers.end(), {i * 8192, 8192});
    ZarrMemoryStore store({{"a/c/0", shard + index_of(numbers)}});
    const auto read = zarr::read_values(store, "a", zarr_array(metadata), k_chunk_limit);
    CHECK(std::get<Doubles>(read.values).size() == 2500);
    CHECK(store.bytes_read() == 1600 + 3 * 8192);
    CHECK(store.reads() == 4);
}
