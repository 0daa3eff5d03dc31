#include <catch2/catch.hpp>

#include "builder/checksums/checksum_lists.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::checksums;
using cairn::test::TempFolder;

namespace {

const std::string k_md5 = "d41d8cd98f00b204e9800998ecf8427e";
const std::string k_sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// An archive in `folder`/archive, and lists beside it.
struct Lists {
    TempFolder folder;
    Config config;
    std::vector<Problem> problems;

    Lists() {
        folder.add_file("archive/a/x.nc", "12345");
        config.archives.push_back({"archive", folder / "archive", {}, {}, {}, {}});
    }

    void name(const std::string& path, std::string archive = {}, std::string root = {}) {
        config.assets.checksum_lists.push_back({folder / path, std::move(archive), std::move(root)});
    }

    Source source(const std::string& relative, std::uint64_t size = 5) const {
        Source one;
        one.path = folder / ("archive/" + relative);
        one.relative = relative;
        one.stamp.size_bytes = size;
        return one;
    }

    std::string of(const std::string& relative, std::vector<Source> found = {}) {
        const ChecksumLists lists(config, list_files(config, found, problems), problems);
        const std::string checksum = lists.of(source(relative));
        for (Problem& problem : lists.disagreements()) problems.push_back(std::move(problem));
        return checksum;
    }

    std::vector<std::string> codes() const {
        std::vector<std::string> all;
        for (const Problem& problem : problems) all.push_back(problem.code);
        return all;
    }
};

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("a list beside the data names files of its folder") {
    Lists lists;
    lists.folder.add_file("archive/a/MD5SUMS", k_md5 + "  ./x.nc\n" + k_md5 + "  ../a/x.nc\n");
    CHECK(lists.of("a/x.nc", {lists.source("a/MD5SUMS")}) == "d50110" + k_md5);
    CHECK(lists.codes() == Codes{});
}

TEST_CASE("a list outside of the archives names files of the root") {
    Lists lists;
    lists.folder.add_file("list", k_md5 + "  a/x.nc\n");
    lists.name("list");
    CHECK(lists.of("a/x.nc") == "d50110" + k_md5);
}

TEST_CASE("absolute names lie below the root, or what the list calls it") {
    Lists lists;
    lists.folder.add_file("list", k_md5 + "  " + (lists.folder / "archive/a/x.nc") + "\n");
    lists.folder.add_file("other", k_sha256 + "  /esgf/a/x.nc\n");
    SECTION("the root") {
        lists.name("list");
        CHECK(lists.of("a/x.nc") == "d50110" + k_md5);
    }
    SECTION("another name of it") {
        lists.name("other", {}, "/esgf");
        CHECK(lists.of("a/x.nc") == "1220" + k_sha256);
    }
    SECTION("a name that is not told") {
        lists.name("other");
        CHECK(lists.of("a/x.nc").empty());
        CHECK(lists.codes() == Codes{"discover/checksum-list"});
    }
}

TEST_CASE("names never leave the archive") {
    Lists lists;
    lists.folder.add_file("archive/MD5SUMS", k_md5 + "  ../archive/a/x.nc\n" + k_md5 + "  a/../../x\n");
    CHECK(lists.of("a/x.nc", {lists.source("MD5SUMS")}).empty());
    CHECK(lists.codes() == Codes{"discover/checksum-list"});
    CHECK(lists.problems.front().message.find("2 lines") == 0);
}

TEST_CASE("the most trusted algorithm counts, whichever list has it") {
    Lists lists;
    lists.folder.add_file("maps/b.md5", k_md5 + "  a/x.nc\n");
    lists.folder.add_file("maps/deep/a.sha256", k_sha256 + "  a/x.nc\n");
    lists.folder.add_file("maps/README", "no list\n");
    lists.name("maps");
    CHECK(lists.of("a/x.nc") == "1220" + k_sha256);
    CHECK(lists.codes() == Codes{});
}

TEST_CASE("lists that contradict each other are not used, others are") {
    Lists lists;
    lists.folder.add_file("a.sha256", k_sha256 + "  a/x.nc\n" + std::string(64, '1') + "  a/x.nc\n");
    lists.name("a.sha256");
    SECTION("alone") { CHECK(lists.of("a/x.nc").empty()); }
    SECTION("beside another algorithm") {
        lists.folder.add_file("b.md5", k_md5 + "  a/x.nc\n");
        lists.name("b.md5");
        CHECK(lists.of("a/x.nc") == "d50110" + k_md5);
    }
    CHECK(lists.codes() == Codes{"discover/checksum-contradiction"});
}

TEST_CASE("a list that is not there, a file that is not there, a file of another size") {
    Lists lists;
    lists.name("none");
    lists.folder.add_file("x.map", "d | a/x.nc | 6 | checksum=" + k_md5 + " | checksum_type=MD5\n" +
                                       "d | a/gone.nc | 6 | checksum=" + k_md5 + " | checksum_type=MD5\n");
    lists.name("x.map");
    CHECK(lists.of("a/x.nc").empty());
    CHECK(lists.codes() == Codes{"discover/checksum-list", "discover/checksum-size", "discover/checksum-missing"});
    for (const Problem& problem : lists.problems) CHECK(problem.severity == Severity::warning);
}

TEST_CASE("a file that is there and is not asked for is not missing") {
    Lists lists;
    lists.folder.add_file("archive/readme", "x");
    lists.folder.add_file("list", k_md5 + "  readme\n");
    lists.name("list");
    CHECK(lists.of("a/x.nc").empty());
    CHECK(lists.codes() == Codes{});
}
