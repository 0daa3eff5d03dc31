// The compressors, each with the numbers from 1 to 8 as numcodecs 0.11 stores them.
#include <catch2/catch.hpp>

#include "tests/unit/probe_zarr_codecs/small_array.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

struct Stored {
    std::string_view codec;
    std::string_view configuration;  ///< of v2, after the id
    std::string_view hex;
    std::size_t damaged_at;  ///< a byte whose change must be noticed
};

const std::vector<Stored> k_stored{
    {"zstd", "", "28b52ffd20200101000100000002000000030000000400000005000000060000000700000008000000", 0},
    {"gzip", "", "1f8b0800212d006b04ff63646060600262662066016256206603627620e60062004cb15da720000000", 40},
    {"gzip", "", "1f8b0800212d006b04ff63646060600262662066016256206603627620e60062004cb15da720000000", 34},
    {"zlib", "", "780163646060600262662066016256206603627620e600620002000025", 27},
    {"lz4", "", "20000000f0110100000002000000030000000400000005000000060000000700000008000000", 4},
    {"bz2", "", "425a6831314159265359704d7efa00000c40007fc0200021a068f50832620abc7bc0928f177245385090704d7efa", 25},
    {"lzma", R"(,"format":1,"preset":0)",
     "fd377a585a000004e6d6b446020021010c0000008f98419ce0001f001b5d0000803c7a28fbbe71911ed177658ccce83e1aebf98e3a5707fe"
     "960000000b66056a060f61c700013720d735ef8b1fb6f37d010000000004595a",
     45},
};

/// Each number eight times.
const std::vector<Stored> k_blosc{
    {"blosc", "blosclz",
     "02011104000100000001000044000000140000002c00000028010101010101010102a0000003a0000004a0000005a0000006a0000007a0000"
     "0"
     "08a0000000e0b400010000",
     8},
    {"blosc", "lz4",
     "02013104000100000001000043000000140000002b00000013010100130201001303010013040100130501001306010013070100130801001"
     "f"
     "000100a7500000000000",
     4},
    {"blosc", "zlib",
     "020171040001000000010000380000001400000020000000785e636484002628608602162860850236286087020e286018e20000f3100121",
     30},
    {"blosc", "zstd",
     "0201910400010000000100003b000000140000002300000028b52ffd600000cd00005001010203040506070800099010e807003c9a73ce72"
     "ce1b52",
     24},
};

const Integers k_one_to_eight{1, 2, 3, 4, 5, 6, 7, 8};

std::string metadata_of(const Stored& stored) {
    return v2_array("<i4", R"("fill_value":0,"filters":null,"compressor":{"id":")" + std::string(stored.codec) + "\"" +
                               std::string(stored.configuration) + "}");
}

}  // namespace

TEST_CASE("Every compressor gives what was stored") {
    for (const Stored& stored : k_stored) {
        INFO(stored.codec);
        const auto read = read_array(metadata_of(stored), {{"a/0", unhex(stored.hex)}});
        CHECK(read.missing_because.empty());
        CHECK(std::get<Integers>(read.values) == k_one_to_eight);
    }
}

TEST_CASE("A changed byte is noticed, and the reason names chunk and codec") {
    for (const Stored& stored : k_stored) {
        INFO(stored.codec << " at " << stored.damaged_at);
        std::string bytes = unhex(stored.hex);
        bytes[stored.damaged_at] = static_cast<char>(bytes[stored.damaged_at] ^ 0x10);
        const auto read = read_array(metadata_of(stored), {{"a/0", bytes}});
        CHECK(read.damaged);
        CHECK(std::holds_alternative<std::monostate>(read.values));
        CHECK(read.missing_because.find("chunk 'a/0': codec '" + std::string(stored.codec) + "': ") == 0);
    }
}

TEST_CASE("An end that is cut off is noticed") {
    for (const Stored& stored : k_stored) {
        INFO(stored.codec);
        const std::string whole = unhex(stored.hex);
        for (const std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{3}, whole.size() / 2}) {
            const auto read = read_array(metadata_of(stored), {{"a/0", whole.substr(0, length)}});
            CHECK(read.damaged);
        }
    }
}

TEST_CASE("Blosc has its own compressors, and their damage is noticed") {
    const std::string metadata = v2_array("<i4", R"("fill_value":0,"compressor":{"id":"blosc"})", 64);
    for (const Stored& stored : k_blosc) {
        INFO(stored.configuration);
        std::string bytes = unhex(stored.hex);
        const auto read = read_array(metadata, {{"a/0", bytes}});
        REQUIRE(read.missing_because.empty());
        const auto& values = std::get<Integers>(read.values);
        for (std::size_t i = 0; i < values.size(); ++i) CHECK(values[i] == static_cast<std::int64_t>(i / 8 + 1));
        bytes[stored.damaged_at] = static_cast<char>(bytes[stored.damaged_at] ^ 0x55);
        CHECK(read_array(metadata, {{"a/0", bytes}}).damaged);
    }
}

TEST_CASE("Members of gzip follow one another, and zero bytes the last") {
    const std::string member =
        unhex("1f8b0800212d006b04ff63646060600262662066016256206603627620e60062004cb15da720000000");
    const std::string metadata = v2_array("<i4", R"("fill_value":0,"compressor":{"id":"gzip","level":1})", 16);
    const auto read = read_array(metadata, {{"a/0", member + member + std::string(5, '\0')}});
    CHECK(std::get<Integers>(read.values) == Integers{1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(read_array(metadata, {{"a/0", member + member + "junk"}}).damaged);
}

TEST_CASE("Streams of bzip2 follow one another") {
    const std::string stream =
        unhex("425a6831314159265359704d7efa00000c40007fc0200021a068f50832620abc7bc0928f177245385090704d7efa");
    const std::string metadata = v2_array("<i4", R"("fill_value":0,"compressor":{"id":"bz2","level":1})", 16);
    const auto read = read_array(metadata, {{"a/0", stream + stream}});
    CHECK(std::get<Integers>(read.values).size() == 16);
    CHECK(read_array(metadata, {{"a/0", stream + "junk"}}).damaged);
}

TEST_CASE("Version 3 names codecs as it likes, numcodecs with a prefix") {
    const std::string bytes = unhex("20000000f0110100000002000000030000000400000005000000060000000700000008000000");
    const auto read =
        read_array(v3_array("int32", R"([{"name":"bytes"},{"name":"numcodecs.lz4"}])"), {{"a/c/0", bytes}});
    CHECK(std::get<Integers>(read.values) == k_one_to_eight);
}
