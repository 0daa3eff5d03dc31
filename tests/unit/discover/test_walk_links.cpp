#include <sys/stat.h>

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>

#include "base/storage/file_bytes.hpp"
#include "builder/discover/serial_runner.hpp"
#include "tests/unit/discover/walk_support.hpp"

using namespace cairn;
using namespace cairn::test;

TEST_CASE("a link to a folder of the archive is passed by without a word") {
    const TempFolder folder;
    folder.add_file("tas/v2019/x.nc", k_classic);
    folder.add_link("tas/latest", "v2019");
    const WalkResult result = walk_serially(archive_of(folder));
    CHECK(paths_of(result) == Strings{"tas/v2019/x.nc"});
    CHECK(result.problems.empty());
    CHECK(result.files_seen == 1);
}

TEST_CASE("a file that links lead to is taken once, on its own path") {
    const TempFolder folder;
    folder.add_file("tas/files/d2019/x.nc", k_classic);
    folder.add_link("tas/a-latest/x.nc", "../files/d2019/x.nc");
    folder.add_link("tas/v2019/x.nc", "../files/d2019/x.nc");
    CHECK(paths_of(walk_serially(archive_of(folder))) == Strings{"tas/files/d2019/x.nc"});
}

TEST_CASE("a file whose own path is excluded is taken on the least path that leads to it") {
    const TempFolder folder;
    folder.add_file("tas/files/d2019/x.nc", k_classic);
    folder.add_link("tas/v2019/x.nc", "../files/d2019/x.nc");
    folder.add_link("tas/v2020/x.nc", "../files/d2019/x.nc");
    const WalkResult result = walk_serially(archive_of(folder, {}, {"**/files/**"}));
    CHECK(paths_of(result) == Strings{"tas/v2019/x.nc"});
    CHECK(result.sources.front().stamp.size_bytes == 32);
}

TEST_CASE("a linked folder is entered again when only that path is wanted") {
    const TempFolder folder;
    folder.add_file("tas/files/d1/x.nc", k_classic);
    folder.add_link("tas/v1/x.nc", "../files/d1/x.nc");
    folder.add_file("tas/v1/sub/y.nc", k_classic);
    folder.add_file("tas/v1/s.zarr/.zgroup", "{}");
    folder.add_link("tas/latest", "v1");
    const WalkResult latest = walk_serially(archive_of(folder, {"**/latest/**"}));
    CHECK(paths_of(latest) == Strings{"tas/latest/s.zarr", "tas/latest/sub/y.nc", "tas/latest/x.nc"});
    CHECK(latest.problems.empty());
    const WalkResult both = walk_serially(archive_of(folder, {"**/latest/**", "**/sub/**"}));
    CHECK(paths_of(both) == Strings{"tas/latest/s.zarr", "tas/latest/x.nc", "tas/v1/sub/y.nc"});
    const WalkResult excluded = walk_serially(archive_of(folder, {}, {"**/v1/*.nc", "**/files/**"}));
    CHECK(paths_of(excluded) == Strings{"tas/latest/x.nc", "tas/v1/s.zarr", "tas/v1/sub/y.nc"});
}

TEST_CASE("folders outside the archive are entered through links, once, and overlaps belong to the least link") {
    const TempFolder outside;
    outside.add_file("disk/tas/x.nc", k_classic);
    outside.add_file("disk/pr/x.nc", k_classic);
    const TempFolder folder;
    folder.add_link("b", outside / "disk/tas");
    folder.add_link("a", outside / "disk");
    folder.add_link("c", outside / "disk");
    const WalkResult result = walk_serially(archive_of(folder));
    CHECK(paths_of(result) == Strings{"a/pr/x.nc", "b/x.nc"});
    CHECK(result.problems.empty());
}

TEST_CASE("an archive whose root is a link is walked") {
    const TempFolder outside;
    outside.add_file("x.nc", k_classic);
    const TempFolder folder;
    folder.add_link("root", outside.path());
    Archive archive = archive_of(folder);
    archive.root = folder / "root";
    CHECK(paths_of(walk_serially(archive)) == Strings{"x.nc"});
}

TEST_CASE("loops end, and are said") {
    const TempFolder folder;
    folder.add_file("a/b/x.nc", k_classic);
    folder.add_link("a/b/up", "..");
    folder.add_link("self", ".");
    folder.add_link("ping.nc", "pong.nc");
    folder.add_link("pong.nc", "ping.nc");
    const WalkResult result = walk_serially(archive_of(folder));
    CHECK(paths_of(result) == Strings{"a/b/x.nc"});
    CHECK(problems_of(result, folder) == Strings{"discover/link-loop a/b/up", "discover/link-loop ping.nc",
                                                 "discover/link-loop pong.nc", "discover/link-loop self"});
    CHECK(result.problems.at(0).severity == Severity::warning);
    CHECK(result.problems.at(1).severity == Severity::error);
}

TEST_CASE("a loop behind a link that leaves the archive ends too") {
    const TempFolder outside;
    outside.add_file("x.nc", k_classic);
    outside.add_link("again", outside.path());
    const TempFolder folder;
    folder.add_link("link", outside.path());
    outside.add_link("back", folder.path());
    const WalkResult result = walk_serially(archive_of(folder));
    CHECK(paths_of(result) == Strings{"link/x.nc"});
    CHECK(problems_of(result, folder) == Strings{"discover/link-loop link/again", "discover/link-loop link/back"});
}

TEST_CASE("dangling links name what they miss; excluded ones are of no concern") {
    const TempFolder folder;
    folder.add_link("x.nc", "gone/x.nc");
    folder.add_link("old", "gone");
    const WalkResult result = walk_serially(archive_of(folder, {}, {"old"}));
    REQUIRE(problems_of(result, folder) == Strings{"discover/dangling-link x.nc"});
    CHECK(result.problems.front().message.find("leads to 'gone/x.nc', where there is nothing") != std::string::npos);
}

TEST_CASE("hard links are files of their own") {
    const TempFolder folder;
    folder.add_file("a.nc", k_classic);
    boost::filesystem::create_hard_link(folder / "a.nc", folder / "b.nc");
    folder.add_link("c.nc", "b.nc");
    CHECK(paths_of(walk_serially(archive_of(folder))) == Strings{"a.nc", "b.nc"});
}

// Each folder links twice to the next: 2^40 paths for a walk that follows each link.
TEST_CASE("links that multiply paths do not multiply work") {
    const TempFolder folder;
    for (int i = 0; i < 40; ++i) {
        const std::string name = "d" + std::to_string(i);
        folder.add_file(name + "/x.nc", k_classic);
        folder.add_link(name + "/left", "../d" + std::to_string(i + 1));
        folder.add_link(name + "/right", "../d" + std::to_string(i + 1));
    }
    folder.add_file("d40/x.nc", k_classic);
    CHECK(walk_serially(archive_of(folder)).sources.size() == 41);
    CHECK(walk_serially(archive_of(folder, {"**/left/x.nc", "**/right/x.nc"})).sources.size() == 40);
}

TEST_CASE("what is hidden is passed over, whatever leads there, and is no problem") {
    const TempFolder folder;
    folder.add_file("archive/x.nc", k_classic);
    folder.add_file("archive/out/y.nc", k_classic);
    folder.add_file("archive/out/deep/z.nc", k_classic);
    folder.add_link("archive/a-link", "out");
    folder.add_link("archive/b-link", "out/deep");
    folder.add_link("archive/c-link.nc", "out/y.nc");
    folder.add_link("elsewhere/link", folder / "archive/out/deep");
    folder.add_link("archive/d-link", folder / "elsewhere");
    struct stat status {};
    REQUIRE(::stat((folder / "archive/out").c_str(), &status) == 0);
    const Hidden hidden{{id_of(status)}, {boost::filesystem::canonical(folder / "archive/out").string()}};
    Archive archive = archive_of(folder);
    archive.root = folder / "archive";
    SerialRunner runner;
    const WalkResult result = walk(archive, 0, runner, false, {hidden, OtherFiles::count, nullptr, {}});
    CHECK(paths_of(result) == Strings{"x.nc"});
    CHECK(result.files_seen == 1);
    CHECK(result.problems.empty());
}
