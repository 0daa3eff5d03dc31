#include "builder/discover/listing_file.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "base/codecs/gzip_writer.hpp"
#include "tests/support/memory_peak.hpp"
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
    CHECK(objects[0].stat.version == "d41d8cd98f00b204e9800998ecf8427e-3");
    CHECK(objects[1].stat.size_bytes == 7);
    CHECK(objects[1].stat.modified_ns == objects[0].stat.modified_ns);
}

TEST_CASE("a list may be spelled in any way, packed in several members, and longer than any block") {
    const TempFolder folder;
    std::string json = "\n [ ";
    std::string lines;
    for (int i = 0; i < 30'000; ++i) {
        const std::string name = "folder/of some length/" + std::to_string(i) + R"(\"]},[{)";
        json += std::string(i == 0 ? "" : " ,\n") + "{\n \"Hashes\": {\"md5\": \"00\"}, \"Path\": \"" + name +
                "\",\t\"Size\":" + std::to_string(i) + "}";
        lines += "b,x/file " + std::to_string(i) + ",17,2026-01-02T03:04:05.000Z\n";
    }
    json += "]\n";
    REQUIRE(json.size() > 2'000'000);
    folder.add_file("list.json", json);
    const auto objects = read_listing(folder / "list.json", "https://host/x");
    REQUIRE(objects.size() == 30'000);
    CHECK(objects.back().key == R"(folder/of some length/29999"]},[{)");
    CHECK(objects.back().stat.size_bytes == 29'999);
    const std::size_t middle = lines.size() / 2;
    const std::string packed = codecs::gzipped(lines.substr(0, middle)) + codecs::gzipped(lines.substr(middle));
    folder.add_file("list.csv.gz", packed);
    CHECK(read_listing(folder / "list.csv.gz", "s3://b/x").size() == 30'000);
    folder.add_file("cut.csv.gz", packed.substr(0, packed.size() - 9));
    CHECK_THROWS_WITH(read_listing(folder / "cut.csv.gz", "s3://b/x"), Catch::Contains("cut off"));
}

TEST_CASE("a list is not held in memory as text") {
    const TempFolder folder;
    std::string lines;
    for (int i = 0; i < 400'000; ++i) lines += "b,other/file " + std::to_string(i) + ",17,2026-01-02T03:04:05.000Z\n";
    lines += "b,x/a,5,2026-01-02T03:04:05.000Z\n";
    folder.add_file("list.csv", lines);
    reset_memory_peak();
    CHECK(read_listing(folder / "list.csv", "s3://b/x").size() == 1);
    CHECK(memory_peak_bytes() < lines.size() / 3);
}

TEST_CASE("what is no list is refused, with its path") {
    const TempFolder folder;
    for (const char* text : {"", "[{]", "[{\"Size\":1}]", "one line\n", "\x1F\x8B broken", "[]", "[1]", "[{\"Path\":\"a\"},]", "[{\"Path\":\"a\"}", "[{\"Path\":\"a\"}] 1", "[,]", "[}]", "\"b\",\"other/x\",\"1\"\n"}) {
        INFO(text);
        folder.add_file("list", text);
        CHECK_THROWS_WITH(read_listing(folder / "list", "s3://b/x"), Catch::Contains(folder / "list"));
    }
    CHECK_THROWS_AS(read_listing(folder / "absent", "s3://b/x"), std::runtime_error);
}
