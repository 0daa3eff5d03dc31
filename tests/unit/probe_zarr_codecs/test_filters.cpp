// Filters, each with a chunk as numcodecs 0.11 stores it.
#include <catch2/catch.hpp>

#include "tests/support/mentions.hpp"
#include "tests/unit/probe_zarr_codecs/small_array.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

zarr::ArrayValues filtered(std::string_view dtype, std::string_view filters, std::string_view hex, int count) {
    const std::string metadata =
        v2_array(dtype, R"("fill_value":0,"compressor":null,"filters":)" + std::string(filters), count);
    return read_array(metadata, {{"a/0", unhex(hex)}});
}

constexpr std::string_view k_one_to_eight = "0100000002000000030000000400000005000000060000000700000008000000";

}  // namespace

TEST_CASE("shuffle brings bytes of one significance together") {
    const std::string_view hex = "0102030405060708000000000000000000000000000000000000000000000000";
    const auto read = filtered("<i4", R"([{"id":"shuffle","elementsize":4}])", hex, 8);
    CHECK(std::get<Integers>(read.values) == Integers{1, 2, 3, 4, 5, 6, 7, 8});
    const auto odd = filtered("<i4", R"([{"id":"shuffle","elementsize":5}])", hex, 8);
    CHECK_THAT(odd.missing_because, Mentions({"'a/0'", "'shuffle'", "32", "5"}));
}

TEST_CASE("delta adds up, in the type of the result") {
    const auto plain = filtered("<i4", R"([{"id":"delta","dtype":"<i4"}])",
                                "0100000001000000010000000100000001000000010000000100000001000000", 8);
    CHECK(std::get<Integers>(plain.values) == Integers{1, 2, 3, 4, 5, 6, 7, 8});
    const auto narrow = filtered("<i4", R"([{"id":"delta","dtype":"<i4","astype":"|i1"}])", "01010101ff010101", 8);
    CHECK(std::get<Integers>(narrow.values) == Integers{1, 2, 3, 4, 3, 4, 5, 6});
    const auto wraps = filtered("|i1", R"([{"id":"delta","dtype":"i1"}])", "7f01", 2);
    CHECK(std::get<Integers>(wraps.values) == Integers{127, -128});
    const auto largest = filtered("<i8", R"([{"id":"delta","dtype":"<i8"}])", "ffffffffffffff7fffffffffffffff7f", 2);
    CHECK(std::get<Integers>(largest.values) == Integers{INT64_MAX, -2});
}

TEST_CASE("fixedscaleoffset, quantize, bitround and astype") {
    const auto scaled = filtered(
        "<f8", R"([{"id":"fixedscaleoffset","dtype":"<f8","astype":"u1","scale":10,"offset":1}])", "00050a", 3);
    CHECK(std::get<Doubles>(scaled.values) == Doubles{1, 1.5, 2});
    const auto quantized =
        filtered("<f8", R"([{"id":"quantize","dtype":"<f8","astype":"<f4","digits":1}])", "0000803f00002040", 2);
    CHECK(std::get<Doubles>(quantized.values) == Doubles{1, 2.5});
    const auto rounded = filtered("<f4", R"([{"id":"bitround","keepbits":3}])", "0000803f00002040", 2);
    CHECK(std::get<Doubles>(rounded.values) == Doubles{1, 2.5});
    const auto cast =
        filtered("<f8", R"([{"id":"astype","encode_dtype":"<i2","decode_dtype":"<f8"}])", "0100feff2c01", 3);
    CHECK(std::get<Doubles>(cast.values) == Doubles{1, -2, 300});
}

TEST_CASE("Configurations of filters that make no sense") {
    const auto zero =
        filtered("<f8", R"([{"id":"fixedscaleoffset","dtype":"<f8","astype":"u1","scale":0,"offset":1}])", "00050a", 3);
    CHECK_THAT(zero.missing_because, Mentions({"'a/0'", "'fixedscaleoffset'", "0"}));
    CHECK(zero.damaged);
    const auto text = filtered("<f8", R"([{"id":"delta","dtype":"<U4"}])", "00", 1);
    CHECK_THAT(text.missing_because, Mentions({"'a/0'", "'delta'", "'<U4'"}));
    CHECK_FALSE(text.damaged);
    const auto none = filtered("<f8", R"([{"id":"delta"}])", "00", 1);
    CHECK_THAT(none.missing_because, Mentions({"'a/0'", "'delta'"}));
    const auto nameless = filtered("<f8", R"([{}])", "00", 1);
    CHECK_THAT(nameless.missing_because, Mentions({"'a/0'", "without id"}));
}

TEST_CASE("packbits has eight booleans a byte") {
    const auto read = filtered("|b1", R"([{"id":"packbits"}])", "069c80", 10);
    CHECK(std::get<Integers>(read.values) == Integers{1, 0, 0, 1, 1, 1, 0, 0, 1, 0});
    const auto padding = filtered("|b1", R"([{"id":"packbits"}])", "099c80", 10);
    CHECK_THAT(padding.missing_because, Mentions({"'a/0'", "'packbits'", "9", "7"}));
}

TEST_CASE("Checksums are verified") {
    const std::string data(k_one_to_eight);
    for (const auto& [filter, sum] :
         std::vector<std::pair<std::string, std::string>>{{"crc32", "4cb15da7"}, {"adler32", "25000002"}}) {
        const std::string filters = R"([{"id":")" + filter + R"("}])";
        CHECK(filtered("<i4", filters, sum + data, 8).missing_because.empty());
        const auto wrong = filtered("<i4", filters, "00" + sum.substr(2) + data, 8);
        CHECK(wrong.damaged);
        CHECK(wrong.missing_because.find("found the checksum ") != std::string::npos);
    }
    CHECK_THAT(filtered("<i4", R"([{"id":"crc32"}])", "4cb1", 8).missing_because,
               Mentions({"'a/0'", "'crc32'", "2", "4"}));
}

TEST_CASE("fletcher32 and crc32c have their sums at the end") {
    // The sum of HDF5 over these bytes: words of 16 bits, the high byte first.
    const auto fletcher = filtered("|u1", R"([{"id":"fletcher32"}])",
                                   "01020304"
                                   "06040805",
                                   4);
    CHECK(fletcher.missing_because == "");
    const auto crc = filtered("|u1", R"([{"id":"crc32c"}])",
                              "313233343536373839"
                              "839206e3",
                              9);
    CHECK(std::get<Integers>(crc.values).size() == 9);
    const auto at_start = filtered("|u1", R"([{"id":"crc32c","location":"start"}])",
                                   "839206e3"
                                   "313233343536373839",
                                   9);
    CHECK(std::get<Integers>(at_start.values).size() == 9);
}

TEST_CASE("Filters are undone in the reverse order, the compressor first") {
    const std::string metadata = v2_array(
        "<i4", R"("fill_value":0,"compressor":{"id":"crc32"},"filters":[{"id":"delta","dtype":"<i4","astype":"<i2"},
                           {"id":"shuffle","elementsize":2}])",
        4);
    const auto read = read_array(metadata, {{"a/0", unhex("f1463ac0"
                                                          "0101010100000000")}});
    CHECK(read.missing_because.find("the bytes have ") != std::string::npos);
    const std::string sum = read.missing_because.substr(read.missing_because.size() - 8);
    const std::string reversed = sum.substr(6, 2) + sum.substr(4, 2) + sum.substr(2, 2) + sum.substr(0, 2);
    const auto right = read_array(metadata, {{"a/0", unhex(reversed + "0101010100000000")}});
    CHECK(std::get<Integers>(right.values) == Integers{1, 2, 3, 4});
}

TEST_CASE("categorize turns numbers into texts") {
    const std::string_view filters = R"([{"id":"categorize","dtype":"|O","astype":"|u1","labels":["x","yz"]}])";
    const auto read = filtered("|O", filters, "020100", 3);
    CHECK(std::get<Texts>(read.values) == Texts{"yz", "x", ""});
    CHECK_THAT(filtered("|O", filters, "0201", 3).missing_because, Mentions({"'a/0'", "2", "3"}));
}
