// A few bytes that claim, or become, many: each ends with a reason.
#include <catch2/catch.hpp>

#include "tests/support/mentions.hpp"
#include "tests/unit/probe_zarr_codecs/small_array.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// 1 MiB of zeros, stored where 32 bytes are expected.
struct Bomb {
    std::string codec;
    std::string hex;
};

const std::vector<Bomb> k_bombs{
    {"zstd", "28b52ffda0000010005400001000000100fbff39c00202001000020010000200100002001000020010000200100003001000"},
    {"bz2", "425a683931415926535938571ce50008084000c0040008200030cc0529a60806c4201e2ee48a70a12070ae39ca"},
    {"lz4", "00001000f0110100000002000000030000000400000005000000060000000700000008000000"},
    {"lz4", "ffffffff1f0001"},
    {"blosc", "02013104000010000000100010000000"},
};

std::string one_array(const std::string& codec, int count) {
    return v2_array("<i4", R"("fill_value":0,"filters":null,"compressor":{"id":")" + codec + "\"}", count);
}

}  // namespace

TEST_CASE("What becomes more than its chunk has ends with a reason") {
    for (const Bomb& bomb : k_bombs) {
        INFO(bomb.codec);
        const auto read = read_array(one_array(bomb.codec, 8), {{"a/0", unhex(bomb.hex)}});
        CHECK(read.damaged);
        CHECK(read.missing_because.find("chunk 'a/0': codec '" + bomb.codec + "': ") == 0);
    }
    const auto zstd = read_array(one_array("zstd", 8), {{"a/0", unhex(k_bombs.front().hex)}});
    CHECK_THAT(zstd.missing_because, Mentions({"'a/0'", "'zstd'", "32"}));
}

TEST_CASE("What becomes less than its chunk has ends with a reason") {
    const std::string stored =
        unhex("1f8b0800212d006b04ff63646060600262662066016256206603627620e60062004cb15da720000000");
    const auto read = read_array(one_array("gzip", 9), {{"a/0", stored}});
    CHECK_THAT(read.missing_because, Mentions({"'a/0'", "32", "36"}));
    CHECK(read.damaged);
}

TEST_CASE("A chunk that is stored in far more bytes than it can need is not read") {
    const auto read = read_array(one_array("zstd", 8), {{"a/0", std::string(100000, 'x')}});
    CHECK(read.damaged);
    CHECK_THAT(read.missing_because, Mentions({"'a/0'", "too large"}));
}

TEST_CASE("Chunks above the limit are not read") {
    const std::string metadata =
        R"({"zarr_format":2,"shape":[4],"chunks":[1000000],"dtype":"<f8","fill_value":0,"filters":null,"compressor":null})";
    const auto read = read_array(metadata, {}, "a", 4000);
    CHECK_THAT(read.missing_because, Mentions({"1000000", "8", "4000"}));
    CHECK_FALSE(read.damaged);
}

TEST_CASE("Products that overflow are damage") {
    const std::string metadata =
        R"({"zarr_format":2,"shape":[1,1,1],"chunks":[4294967296,4294967296,4294967296],"dtype":"<f8","fill_value":0})";
    const auto read = read_array(metadata, {});
    CHECK_THAT(read.missing_because, Mentions({"chunks", "2^64"}));
    CHECK(read.damaged);
    const std::string array =
        R"({"zarr_format":2,"shape":[4294967296,4294967296,4294967296],"chunks":[1,1,1],"dtype":"<f8","fill_value":0})";
    CHECK_THAT(read_array(array, {}).missing_because, Mentions({"array", "2^64"}));
}

TEST_CASE("More chunks than are looked for") {
    const std::string metadata =
        R"({"zarr_format":2,"shape":[1000001],"chunks":[1],"dtype":"|i1","fill_value":0,"filters":null,"compressor":null})";
    CHECK_THAT(read_array(metadata, {}).missing_because, Mentions({"1000000 chunks"}));
}

TEST_CASE("Texts share one limit, and a long fill value counts for each element") {
    const std::string texts = v2_array("|O", R"("fill_value":"","filters":[{"id":"vlen-utf8"}],"compressor":null)", 2);
    const std::string chunk =
        unhex("02000000") + unhex("40000000") + std::string(64, 'x') + unhex("40000000") + std::string(64, 'y');
    CHECK(read_array(texts, {{"a/0", chunk}}, "a", 200).missing_because.empty());
    CHECK(read_array(texts, {{"a/0", chunk}}, "a", 100).missing_because != "");
    const std::string filled = v2_array(
        "|O", R"("filters":[{"id":"vlen-utf8"}],"compressor":null,"fill_value":")" + std::string(1000, 'x') + "\"",
        2000);
    CHECK_THAT(read_array(filled, {}).missing_because, Mentions({"1000", "2000", "1048576"}));
}

TEST_CASE("Many small chunks that become large ones for one element each") {
    const std::string metadata =
        R"({"zarr_format":2,"shape":[100,1],"chunks":[1,1048576],"dtype":"|i1","fill_value":0,"compressor":{"id":"zstd"}})";
    ZarrMemoryStore::Contents chunks;
    for (int i = 0; i < 100; ++i) chunks["a/" + std::to_string(i) + ".0"] = unhex(k_bombs.front().hex);
    const auto read = read_array(metadata, chunks);
    CHECK_THAT(read.missing_because, Mentions({"'a/8.0'", "bytes"}));
    CHECK_FALSE(read.damaged);
}

TEST_CASE("More codecs than any array has") {
    std::string filters = R"({"id":"bitround"})";
    for (int i = 0; i < 64; ++i) filters += R"(,{"id":"bitround"})";
    const auto read = read_array(v2_array("|i1", R"("fill_value":0,"compressor":null,"filters":[)" + filters + "]", 1),
                                 {{"a/0", "x"}});
    CHECK_THAT(read.missing_because, Mentions({"'a/0'", "65", "64"}));
}
