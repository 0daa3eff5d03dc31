#include "builder/discover/listing_file.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

TEST_CASE("a list of rclone has paths, sizes, times and hashes") {
    const TempFolder folder;
    folder.add_file("list.json", R"([
{"Path":"a","Name":"a","Size":-1,"ModTime":"2026-01-01T00:00:00Z","IsDir":true},
{"Path":"a/1.nc","Name":"1.nc","Size":123,"ModTime":"1970-01-01T01:00:01.5+01:00","IsDir":false},
{"Path":"../out","Size":1,"IsDir":false},
{"Path":"b","Size":4,"IsDir":false,"Hashes":{"md5":"00ff"}}])");
    const auto objects = read_listing(folder / "list.json", "https://host/x");
    REQUIRE(objects.size() == 2);
    CHECK(objects[0].key == "a/1.nc");
    CHECK(objects[0].stat.size_bytes == 123);
    CHECK(objects[0].stat.modified_ns == 1'500'000'000);
    CHECK(objects[1].stat.version == "00ff");
}

TEST_CASE("an inventory has keys from the top of the bucket, and columns that their form tells") {
    const TempFolder folder;
    folder.add_file("list.csv",
                    "\"b\",\"x/a%20b/1.nc\",\"123\",\"2026-01-02T03:04:05.000Z\",\"d41d8cd98f00b204e9800998ecf8427e-3\"\r\n"
                    "\"b\",\"y/2.nc\",\"5\"\n"
                    "\"b\",\"x/3.nc\",\"2026-01-02T03:04:05.000Z\",\"7\",\"STANDARD\"\n");
    const auto objects = read_listing(folder / "list.csv", "s3://b/x");
    REQUIRE(objects.size() == 2);
    CHECK(objects[0].key == "a b/1.nc");
    CHECK(objects[0].stat.size_bytes == 123);
    CHECK(objects[0].stat.version == "\"d41d8cd98f00b204e9800998ecf8427e-3\"");
    CHECK(objects[1].stat.size_bytes == 7);
    CHECK(objects[1].stat.modified_ns == objects[0].stat.modified_ns);
}

TEST_CASE("what is no list is refused, with its path") {
    const TempFolder folder;
    for (const char* text : {"", "[{]", "[{\"Size\":1}]", "one line\n", "\x1F\x8B broken", "[]", "\"b\",\"other/x\",\"1\"\n"}) {
        INFO(text);
        folder.add_file("list", text);
        CHECK_THROWS_WITH(read_listing(folder / "list", "s3://b/x"), Catch::Contains(folder / "list"));
    }
    CHECK_THROWS_AS(read_listing(folder / "absent", "s3://b/x"), std::runtime_error);
}
