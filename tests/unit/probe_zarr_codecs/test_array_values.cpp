// Chunks found under their keys and put together.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/mentions.hpp"
#include "tests/unit/probe_zarr_codecs/small_array.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

std::string array_of(std::string_view shape, std::string_view chunks, std::string_view extra = {}) {
    return R"({"zarr_format":2,"dtype":"|i1","filters":null,"compressor":null,"fill_value":9,"shape":)" +
           std::string(shape) + R"(,"chunks":)" + std::string(chunks) + std::string(extra) + "}";
}

Integers integers(const zarr::ArrayValues& read) {
    INFO(read.missing_because);
    REQUIRE(std::holds_alternative<Integers>(read.values));
    return std::get<Integers>(read.values);
}

}  // namespace

TEST_CASE("Chunks on the edge are stored whole, and cut") {
    const auto read =
        read_array(array_of("[2,3]", "[2,2]"), {{"a/0.0", unhex("01020405")}, {"a/0.1", unhex("036306ff")}});
    CHECK(integers(read) == Integers{1, 2, 3, 4, 5, 6});
    CHECK(read.absent_elements == 0);
    CHECK(read.absent_chunks.empty());
}

TEST_CASE("Order F is column after column within a chunk") {
    const auto read = read_array(array_of("[2,3]", "[2,2]", R"(,"order":"F")"),
                                 {{"a/0.0", unhex("01040205")}, {"a/0.1", unhex("03066300")}});
    CHECK(integers(read) == Integers{1, 2, 3, 4, 5, 6});
}

TEST_CASE("The separator is the array's, at the root there is no path") {
    const auto read = read_array(array_of("[1,2]", "[1,1]", R"(,"dimension_separator":"/")"),
                                 {{"0/0", unhex("01")}, {"0/1", unhex("02")}}, "");
    CHECK(integers(read) == Integers{1, 2});
}

TEST_CASE("Chunks that are not there have the fill value, and are counted") {
    const auto read = read_array(array_of("[5]", "[2]"), {{"a/1", unhex("0304")}});
    CHECK(integers(read) == Integers{9, 9, 3, 4, 9});
    CHECK(read.absent_elements == 3);
    CHECK(read.absent_chunks == Texts{"a/0", "a/2"});
    const auto many = read_array(array_of("[5000]", "[2]"), {{"a/1", unhex("0304")}});
    CHECK(many.absent_elements == 4998);
    CHECK(many.absent_chunks.size() == 10);
    CHECK(integers(many)[2] == 3);
}

TEST_CASE("Without a fill value, chunks that are not there leave the values unknown") {
    const std::string metadata = v2_array("<i4", R"("fill_value":null,"compressor":null)");
    CHECK_THAT(read_array(metadata, {}).missing_because, Mentions({"'a/0'", "fill value"}));
    const std::string strange = v2_array("<i4", R"("fill_value":"x","compressor":null)");
    CHECK_THAT(read_array(strange, {}).missing_because, Mentions({"'a/0'", "'<i4'"}));
}

TEST_CASE("A scalar has one chunk") {
    CHECK(integers(read_array(array_of("[]", "[]"), {{"a/0", unhex("05")}})) == Integers{5});
    CHECK(integers(read_array(array_of("[]", "[]"), {})) == Integers{9});
    const std::string v3 =
        R"({"zarr_format":3,"shape":[],"data_type":"int8","chunk_grid":{"name":"regular","configuration":
        {"chunk_shape":[]}},"fill_value":0,"codecs":["bytes"],"chunk_key_encoding":)";
    CHECK(integers(read_array(v3 + R"({"name":"default"}})", {{"a/c", unhex("05")}})) == Integers{5});
    CHECK(integers(read_array(v3 + R"({"name":"v2"}})", {{"a/0", unhex("05")}})) == Integers{5});
}

TEST_CASE("An axis of length 0 has no chunks") {
    const auto read = read_array(array_of("[3,0]", "[2,2]"), {});
    CHECK(integers(read).empty());
    CHECK(read.absent_elements == 0);
    const std::string texts = R"({"zarr_format":2,"dtype":"<U3","fill_value":null,"shape":[0],"chunks":[1]})";
    CHECK(std::get<Texts>(read_array(texts, {}).values).empty());
}

TEST_CASE("Keys of version 3") {
    const auto keys = [](std::string_view encoding) {
        return R"({"zarr_format":3,"shape":[1,2],"data_type":"int8","chunk_grid":{"name":"regular","configuration":{"chunk_shape":
            [1,1]}},"fill_value":0,"codecs":[{"name":"bytes"}],"chunk_key_encoding":)" +
               std::string(encoding) + "}";
    };
    const auto read = [&](std::string_view encoding, const char* first, const char* second) {
        return integers(read_array(keys(encoding), {{first, unhex("01")}, {second, unhex("02")}}, "g/a"));
    };
    CHECK(read(R"({"name":"default"})", "g/a/c/0/0", "g/a/c/0/1") == Integers{1, 2});
    CHECK(read(R"({"name":"default","configuration":{"separator":"."}})", "g/a/c.0.0", "g/a/c.0.1") == Integers{1, 2});
    CHECK(read(R"({"name":"v2"})", "g/a/0.0", "g/a/0.1") == Integers{1, 2});
    CHECK(read(R"({"name":"v2","configuration":{"separator":"/"}})", "g/a/0/0", "g/a/0/1") == Integers{1, 2});
}

TEST_CASE("Each type of number in both byte orders") {
    const auto one = [](std::string_view dtype, std::string_view hex) {
        return read_array(v2_array(dtype, R"("fill_value":0,"compressor":null)", 1), {{"a/0", unhex(hex)}}).values;
    };
    CHECK(std::get<Integers>(one("<i2", "feff")) == Integers{-2});
    CHECK(std::get<Integers>(one(">i2", "fffe")) == Integers{-2});
    CHECK(std::get<Integers>(one(">u2", "fffe")) == Integers{65534});
    CHECK(std::get<Integers>(one("<u4", "ffffffff")) == Integers{4294967295});
    CHECK(std::get<Naturals>(one(">u8", "ffffffffffffffff")) == Naturals{UINT64_MAX});
    CHECK(std::get<Doubles>(one(">f2", "3c00")) == Doubles{1});
    CHECK(std::get<Doubles>(one("<f4", "0000803f")) == Doubles{1});
    CHECK(std::get<Doubles>(one(">f8", "c000000000000000")) == Doubles{-2});
    CHECK(std::get<Integers>(one("|b1", "02")) == Integers{1});
    CHECK(std::get<Integers>(one("<M8[ns]", "0100000000000000")) == Integers{1});
    CHECK(std::get<Texts>(one("|S4", "61620000")) == Texts{"ab"});
    CHECK(std::get<Texts>(one("|S4", "00620000")) == Texts{std::string("\0b", 2)});
}

TEST_CASE("Types without values say so") {
    const auto reason = [](std::string_view dtype) {
        const auto read = read_array(v2_array(dtype, R"("fill_value":null,"compressor":null)", 1), {});
        CHECK_FALSE(read.damaged);
        return read.missing_because;
    };
    CHECK(reason("<c16") == "values of the complex type '<c16' are not read");
    CHECK(reason("|V3") == "values of the type '|V3' are not read");
    CHECK(reason("|O") == "values of the type '|O' are not read");
    CHECK(reason("<q8") == "values of the type '<q8' are not read");
}

TEST_CASE("A chunk of the wrong size is damage, with both sizes") {
    const auto read = read_array(array_of("[4]", "[4]"), {{"a/0", unhex("010203")}});
    CHECK_THAT(read.missing_because, Mentions({"'a/0'", "3", "4"}));
    CHECK(read.damaged);
}

TEST_CASE("Metadata that contradict themselves") {
    CHECK_THAT(read_array(array_of("[4]", "[2,2]"), {}).missing_because, Mentions({"2", "1"}));
    CHECK_THAT(read_array(array_of("[4]", "[0]"), {}).missing_because, Mentions({"0", "1"}));
    std::string axes = "[1";
    for (int i = 0; i < 64; ++i) axes += ",1";
    CHECK_THAT(read_array(array_of(axes + "]", axes + "]"), {}).missing_because, Mentions({"65", "64"}));
    const auto filters =
        read_array(v2_array("<i4", R"("fill_value":0,"compressor":null,"filters":"x")"), {{"a/0", ""}});
    CHECK_THAT(filters.missing_because, Mentions({"'a/0'", "filters"}));
    const auto codecs = read_array(v3_array("int32", "[]"), {{"a/c/0", ""}});
    CHECK_THAT(codecs.missing_because, Mentions({"'a/c/0'", "'bytes'"}));
    const auto order = read_array(v3_array("int32", R"([{"name":"transpose","configuration":{"order":[1]}},"bytes"])"),
                                  {{"a/c/0", ""}});
    CHECK_THAT(order.missing_because, Mentions({"'a/c/0'", "'transpose'", "1"}));
    const auto texts = read_array(v3_array("int32", R"(["vlen-utf8"])"), {{"a/c/0", ""}});
    CHECK_THAT(texts.missing_because, Mentions({"'a/c/0'", "'vlen-utf8'"}));
}

TEST_CASE("Transposition may be spelt as a letter, as drafts had it") {
    const std::string metadata =
        R"({"zarr_format":3,"shape":[2,2],"data_type":"int8","chunk_grid":{"name":"regular","configuration":
        {"chunk_shape":[2,2]}},"fill_value":0,"chunk_key_encoding":{"name":"default"},"codecs":[{"name":"transpose","configuration":
        {"order":"F"}},{"name":"bytes"}]})";
    CHECK(integers(read_array(metadata, {{"a/c/0/0", unhex("01030204")}})) == Integers{1, 2, 3, 4});
}

namespace {

/// The blocks put together again, and how large the largest was.
struct Together {
    Integers values;
    std::size_t largest = 0;
    zarr::ArrayValues read;
};

Together in_blocks(std::string_view metadata, ZarrMemoryStore::Contents chunks, std::uint64_t most) {
    ZarrMemoryStore store(std::move(chunks));
    const zarr::ArrayMetadata array = zarr_array(metadata);
    const std::uint64_t columns = array.shape.back();
    Together all{Integers(array.shape.front() * columns, -1), 0, {}};
    all.read = zarr::read_blocks(store, "a", array, k_chunk_limit, most, [&](const zarr::Block& block) {
        const auto& values = std::get<Integers>(block.values);
        REQUIRE(values.size() == block.extent[0] * block.extent[1]);
        all.largest = std::max(all.largest, values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            std::int64_t& place =
                all.values[(block.origin[0] + i / block.extent[1]) * columns + block.origin[1] + i % block.extent[1]];
            CHECK(place == -1);
            place = values[i];
        }
    });
    return all;
}

}  // namespace

TEST_CASE("Blocks have the values of the array, each once, and no more than asked for") {
    // The chunk in the middle is not there, those on the edge are longer than the array.
    const ZarrMemoryStore::Contents chunks = {
        {"a/0.0", unhex("010203111213")}, {"a/1.0", unhex("212223313233")}, {"a/1.1", unhex("242563343563")}};
    const std::string metadata = array_of("[4,5]", "[2,3]");
    const Integers expected = integers(read_array(metadata, chunks));
    for (const std::uint64_t most : {1, 2, 3, 4, 5, 6, 100}) {
        const Together all = in_blocks(metadata, chunks, most);
        CHECK(all.values == expected);
        CHECK(all.largest <= most);
        CHECK(all.read.missing_because.empty());
        CHECK(all.read.absent_elements == 4);
        CHECK(size_of(all.read.values) == 0);
    }
}

TEST_CASE("A failure among blocks is said with its chunk") {
    const Together all = in_blocks(array_of("[4,5]", "[2,3]"), {{"a/0.0", unhex("010203111213")}, {"a/1.0", "?"}}, 6);
    CHECK_THAT(all.read.missing_because, Mentions({"'a/1.0'", "1 bytes"}));
    CHECK(all.read.damaged);
}
