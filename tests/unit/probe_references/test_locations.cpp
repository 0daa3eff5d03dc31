#include "builder/probe/references/locations.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::references;
using cairn::test::TempFolder;

namespace {

/// "file FOLDER KEY", "unreachable WHY" or "refused WHY".
std::string meaning(const Locations& locations, std::string_view url) {
    const Location location = locations.of(url, "");
    switch (location.kind) {
        case Location::Kind::file:
            return "file " + location.folder + ' ' + location.key;
        case Location::Kind::outside:
            return "outside " + location.why;
        case Location::Kind::unreachable:
            return "unreachable " + location.why;
        case Location::Kind::refused:
            return "refused " + location.why;
    }
    return {};
}

const Reachable k_archives{
    {{"https://host/data", "/archive"}, {"https://host/data/inner/", "/other/"}, {"s3://bucket", "/s3"}},
    {"/archive", "/other"}};

}  // namespace

TEST_CASE("relative URLs begin at the folder of the references") {
    const Locations alone({}, 0, "/archive/refs");
    CHECK(meaning(alone, "a.nc") == "file /archive/refs a.nc");
    CHECK(meaning(alone, "./b//a.nc") == "file /archive/refs b/a.nc");
    CHECK(meaning(alone, "a:b/c%20d.nc").find("refused its scheme is 'a:'") == 0);
    CHECK(meaning(alone, "x_2016-01-01T00:00.nc") == "file /archive/refs x_2016-01-01T00:00.nc");
    CHECK(meaning(Locations(k_archives, 0, "/archive/refs"), "a.nc") == "file /archive refs/a.nc");
    CHECK(meaning(Locations(k_archives, 1, "/elsewhere/refs"), "a.nc") == "file /elsewhere/refs a.nc");
    CHECK(meaning(alone, ".") == "refused it names no file");
    CHECK(meaning(alone, "") == "refused it is empty");
}

TEST_CASE("'..' is refused wherever it stands") {
    const Locations locations(k_archives, 0, "/archive/refs");
    for (const std::string url :
         {"../a.nc", "b/../a.nc", "..", "/archive/../etc/passwd", "file:///archive/../x", "https://host/data/../x",
          "https://host/data/%2e%2e/x", "https://host/data/%2E./x", "https://host/data/a%2F..%2Fx"}) {
        CHECK(meaning(locations, url) == "refused '..' would leave the folder of the data");
    }
    CHECK(meaning(locations, "b/..a") == "file /archive refs/b/..a");
    CHECK(meaning(locations, "..\\a.nc") == "refused it has a '\\', expected '/'");
}

TEST_CASE("absolute paths are read in archives only") {
    const Locations locations(k_archives, 0, "/archive/refs");
    const std::string outside = "outside it lies outside of the archive, where nothing is read";
    CHECK(meaning(locations, "/archive/a.nc") == "file /archive a.nc");
    CHECK(meaning(locations, "/other/./b/a.nc") == "file /other b/a.nc");
    CHECK(meaning(locations, "file:///archive/a%20b.nc") == "file /archive a b.nc");
    CHECK(meaning(locations, "file://localhost/archive/a.nc") == "file /archive a.nc");
    CHECK(meaning(locations, "file:/archive/a.nc") == "file /archive a.nc");
    CHECK(meaning(locations, "FILE:///archive/a.nc") == "file /archive a.nc");
    CHECK(meaning(locations, "local:///archive/a.nc") == "file /archive a.nc");
    // A path may be that of a server: an address, which is not read here.
    const std::string elsewhere = "unreachable it lies outside of the archive, where nothing is read";
    CHECK(meaning(locations, "/etc/passwd") == elsewhere);
    CHECK(meaning(locations, "/archives/a.nc") == elsewhere);
    CHECK(meaning(locations, "file:///etc/passwd") == outside);
    CHECK(meaning(locations, "file://host/archive/a.nc") == "refused it names another machine's file");
    CHECK(meaning(locations, "//archive/a.nc") == "file /archive a.nc");
}

TEST_CASE("URLs are mapped to the folder of the longest prefix") {
    const Locations locations(k_archives, 0, "/archive/refs");
    const std::string elsewhere =
        "unreachable it is not in an archive that is at hand (`href` and `root` of `archives`)";
    CHECK(meaning(locations, "https://host/data/b/a.nc") == "file /archive b/a.nc");
    CHECK(meaning(locations, "https://host/data/inner/a%20b.nc") == "file /other/ a b.nc");
    CHECK(meaning(locations, "s3://bucket/a.nc") == "file /s3 a.nc");
    CHECK(meaning(locations, "https://host/database/a.nc") == elsewhere);
    CHECK(meaning(locations, "https://other/data/a.nc") == elsewhere);
    CHECK(meaning(locations, "https://host/data/") == elsewhere);
    CHECK(meaning(locations, "https://host/data/a%00b").find("refused") == 0);
}

TEST_CASE("odd schemes are refused") {
    const Locations locations(k_archives, 0, "/archive/refs");
    CHECK(meaning(locations, "javascript:alert(1)") ==
          "refused its scheme is 'javascript:', under which no data are published");
    CHECK(meaning(locations, "JavaScript://host/%0Aalert(1)").find("refused its scheme is 'javascript:'") == 0);
    CHECK(meaning(locations, "data:text/html,x").find("refused its scheme is 'data:'") == 0);
    CHECK(meaning(locations, "simplecache::s3://bucket/a").find("refused its scheme is 'simplecache:'") == 0);
    CHECK(meaning(locations, "https:host/a") == "refused nothing like '//' follows its scheme 'https:'");
    CHECK(meaning(locations, " javascript:alert(1)") == "refused it has control characters or begins with a space");
    CHECK(meaning(locations, "java\nscript:alert(1)") == "refused it has control characters or begins with a space");
    CHECK(meaning(locations, "a\xFF.nc") == "refused it is not UTF-8");
    CHECK(meaning(locations, std::string(5000, 'a')) == "refused it is longer than 4096 bytes");
}

TEST_CASE("bytes are read within a file, and within the folder") {
    const TempFolder folder;
    const TempFolder outside;
    outside.add_file("secret", "secret");
    folder.add_file("a.bin", "0123456789");
    folder.add_link("link", outside / "secret");
    Locations locations({}, 0, folder.path());
    const auto read = [&](std::string_view url, std::uint64_t offset, std::uint64_t count) {
        const auto bytes = locations.read(locations.of(url, ""), offset, count);
        return bytes ? *bytes : bytes.problem().code;
    };
    CHECK(read("a.bin", 2, 3) == "234");
    CHECK(read("a.bin", 10, 0).empty());
    CHECK(read("a.bin", 8, 3) == "probe/short-source");
    CHECK(read("a.bin", UINT64_MAX - 5, 3) == "probe/short-source");
    CHECK(read("b.bin", 0, 3) == "probe/missing-source");
    CHECK(read("link", 0, 3) == "probe/outside-store");
    CHECK(*locations.size_of(locations.of("a.bin", "")) == 10U);
    CHECK(*locations.size_of(locations.of("b.bin", "")) == std::nullopt);
    const auto of_link = locations.size_of(locations.of("link", ""));
    REQUIRE_FALSE(of_link);
    CHECK(of_link.problem().code == "probe/outside-store");
}

TEST_CASE("relative URLs of Parquet references may begin at the folder of the array") {
    const TempFolder folder;
    folder.add_file("x/0.bin", "0");
    folder.add_file("1.bin", "1");
    const Locations locations({}, 0, folder.path());
    CHECK(locations.of("0.bin", "x").key == "x/0.bin");
    CHECK(locations.of("1.bin", "x").key == "1.bin");
    CHECK(locations.of("2.bin", "x").key == "2.bin");
    CHECK(locations.of("0.bin", "../x").key == "0.bin");
}
