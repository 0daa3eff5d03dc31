#include <catch2/catch.hpp>

#include "base/json/parse.hpp"
#include "search/formats.hpp"
#include "search/metalink.hpp"

using namespace cairn;
using namespace cairn::search;

namespace {

Match match(const std::string& text) { return {std::get<json::Value>(json::parse(text)), "tree/x.json"}; }

std::string written(const char* format, const std::string& text) {
    return format_of(format, Wanted::assets)->entry(match(text));
}

}  // namespace

TEST_CASE("URLs are one line each, and paths are what programs open") {
    CHECK(written("urls", R"({"href":"https://h/a b\n.nc"})") == "https://h/a%20b%0A.nc\n");
    CHECK(written("urls", R"({"href":"../archive/a%20b.nc"})") == "../archive/a b.nc\n");
    CHECK(written("urls", R"({"href":"a%0Ab.nc"})") == "a%0Ab.nc\n");
    CHECK(written("urls", R"({"href":"https://h/{a}|b\\c.nc"})") == "https://h/%7Ba%7D%7Cb%5Cc.nc\n");
    CHECK(written("urls", R"({"id":"x"})").empty());
}

TEST_CASE("rows quote what they have to") {
    const std::string row =
        written("csv", R"({"collection":"c","item":"i","id":"a,\"b\"","href":"h","roles":["data","x"],
        "bbox":[1,2,3,4.5],"properties":{"datetime":"1970-01-01T00:00:00Z","file:size":12}})");
    CHECK(row == "c,i,\"a,\"\"b\"\"\",,,data x,1970-01-01T00:00:00Z,1970-01-01T00:00:00Z,1,2,3,4.5,12,,h\n");
}

TEST_CASE("metalinks have names that stay in their folder, and hashes") {
    const std::string file =
        written("metalink", R"({"collection":"c","item":"..","id":"a","href":"https://h/x/a%2F..%2F<b>.nc?y&z",
        "properties":{"file:size":12,"file:checksum":"d50110)" +
                                std::string(32, 'a') + "\"}}");
    CHECK(file.find("<file name=\"c/%2E%2E/a/a%2F..%2F&lt;b&gt;.nc\">") != std::string::npos);
    CHECK(file.find("<url>https://h/x/a%2F..%2F%3Cb%3E.nc?y&amp;z</url>") != std::string::npos);
    CHECK(file.find("<hash type=\"md5\">" + std::string(32, 'a') + "</hash>") != std::string::npos);
    CHECK(file.find("<size>12</size>") != std::string::npos);
}

TEST_CASE("names in a metalink are unique: the id stands between the Item and another name") {
    const auto name = [](const std::string& text) {
        const std::string file = written("metalink", text);
        const std::size_t begin = file.find("name=\"") + 6;
        return file.substr(begin, file.find('"', begin) - begin);
    };
    CHECK(name(R"({"collection":"c","item":"i","id":"a.nc","href":"https://h/a.nc"})") == "c/i/a.nc");
    CHECK(name(R"({"collection":"c","item":"i","id":"one","href":"https://h/1/a.nc"})") == "c/i/one/a.nc");
    CHECK(name(R"({"collection":"c","item":"i","id":"two","href":"https://h/2/a.nc"})") == "c/i/two/a.nc");
    CHECK(name(R"({"collection":"c","id":"own","href":"https://h/folder/"})") == "c/own");
    CHECK(name(R"({"collection":"a/b","item":"50%","id":"x","href":"https://h/x"})") == "a%2Fb/50%25/x");
    // Bytes that are no text would be no XML.
    CHECK(name(R"({"collection":"c","id":"x","href":"https://h/%FF.nc"})") == "c/x/%25FF.nc");
}

TEST_CASE("a metalink has URLs alone, and a file at least") {
    CHECK_THROWS_AS(written("metalink", R"({"id":"a","href":"archive/a.nc"})"), std::invalid_argument);
    CHECK_THROWS_AS(written("metalink", R"({"id":"a","href":"/archive/a.nc"})"), std::invalid_argument);
    CHECK(written("metalink", R"({"id":"a"})").empty());
    CHECK(format_of("metalink", Wanted::assets)->nothing().empty());
    CHECK(format_of("geojson", Wanted::assets)->nothing().find("\"features\":[") != std::string::npos);
}

TEST_CASE("every format has a name") {
    for (const char* name : {"geojson", "ndjson", "csv", "urls", "metalink"})
        CHECK(format_of(name, Wanted::items) != nullptr);
    CHECK(format_of("xml", Wanted::items) == nullptr);
}
