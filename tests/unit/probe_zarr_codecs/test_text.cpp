#include <catch2/catch.hpp>

#include "builder/probe/zarr/codecs/text.hpp"
#include "builder/probe/zarr/codecs/utf32.hpp"
#include "tests/support/mentions.hpp"
#include "tests/unit/probe_zarr_codecs/small_array.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

zarr::ArrayValues variable(std::string_view hex, int count) {
    const std::string metadata =
        v2_array("|O", R"("fill_value":null,"compressor":null,"filters":[{"id":"vlen-utf8"}])", count);
    return read_array(metadata, {{"a/0", unhex(hex)}});
}

}  // namespace

TEST_CASE("Texts of varying length") {
    const auto read = variable("030000000100000061070000005ac3bc7269636800000000", 3);
    CHECK(std::get<Texts>(read.values) == Texts{"a", "Z\u00fcrich", ""});
    CHECK(read.remark.empty());
}

TEST_CASE("Texts of varying length whose lengths do not fit their chunk") {
    CHECK_THAT(variable("040000000100000061070000005ac3bc7269636800000000", 3).missing_because,
               Mentions({"'a/0'", "4", "3"}));
    CHECK_THAT(variable("030000000100000061080000005ac3bc7269636800000000", 3).missing_because,
               Mentions({"'a/0'", "length of a text"}));
    CHECK_THAT(variable("0300000001000000610f0000005ac3bc7269636800000000", 3).missing_because,
               Mentions({"'a/0'", "15", "11"}));
    CHECK_THAT(variable("030000000100000061070000005ac3bc726963680000000000", 3).missing_because,
               Mentions({"'a/0'", "1"}));
    CHECK_THAT(variable("0300", 3).missing_because, Mentions({"'a/0'", "length of a text"}));
    CHECK_THAT(variable("03000000", 3).missing_because, Mentions({"'a/0'", "0", "3"}));
}

TEST_CASE("Texts that are not UTF-8 are mended, and that is said") {
    const auto read = variable("0100000002000000ff61", 1);
    CHECK(std::get<Texts>(read.values) == Texts{"\\xFFa"});
    CHECK(read.remark == "texts with bytes that are no characters; these were replaced");
}

TEST_CASE("UTF-32 in both byte orders, NULs at the end left out") {
    const std::string little = v2_array("<U3", R"("fill_value":"","compressor":null)", 2);
    const auto read = read_array(little, {{"a/0", unhex("610000000bf40100000000000000000000000000"
                                                        "00000000")}});
    CHECK(std::get<Texts>(read.values) == Texts{"a\U0001f40b", ""});
    const std::string big = v2_array(">U1", R"("fill_value":"","compressor":null)", 2);
    const auto other = read_array(big, {{"a/0", unhex("000000fc"
                                                      "000065e5")}});
    CHECK(std::get<Texts>(other.values) == Texts{"\u00fc", "\u65e5"});
}

TEST_CASE("What is no code point becomes U+FFFD") {
    const std::string metadata = v2_array("<U1", R"("fill_value":"","compressor":null)", 3);
    const auto read = read_array(metadata, {{"a/0", unhex("00d80000"
                                                          "00001100"
                                                          "ffffffff")}});
    CHECK(std::get<Texts>(read.values) == Texts{"\ufffd", "\ufffd", "\ufffd"});
    CHECK_FALSE(read.remark.empty());
}

TEST_CASE("UTF-8 becomes UTF-32, as much as there is room") {
    const auto stored = [](std::string_view text, std::size_t characters) {
        std::vector<std::byte> bytes(characters * 4);
        zarr::store_utf32(text, zarr::ByteOrder::little, bytes);
        bool was_mended = false;
        return zarr::text_of_utf32(bytes, zarr::ByteOrder::little, was_mended);
    };
    CHECK(stored("a\u00fc\u65e5\U0001f40b", 4) == "a\u00fc\u65e5\U0001f40b");
    CHECK(stored("abc", 2) == "ab");
    CHECK(stored("abc", 5) == "abc");
    CHECK(stored("\xff"
                 "b",
                 2) ==
          "\ufffd"
          "b");
    CHECK(stored("\xe6\x97", 3) == "\ufffd\ufffd");
}
