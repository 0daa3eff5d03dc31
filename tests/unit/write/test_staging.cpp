#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "builder/write/staging.hpp"
#include "tests/support/memory_filesystem.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

void write(Filesystem& disk, const std::string& path, const std::string& text) {
    disk.create_folders(path.substr(0, path.rfind('/')));
    const auto file = disk.create(path);
    file->append(text);
    file->close();
}

void publish_catalog(Filesystem& disk, const std::string& out, const std::string& text) {
    Staging staging(disk, out);
    staging.write("catalog.json", text);
    staging.write("collections/c/collection.json", "{}");
    staging.publish();
}

}  // namespace

TEST_CASE("a first tree is published") {
    MemoryFilesystem disk;
    publish_catalog(disk, "/web/out", "first");
    CHECK(disk.snapshot("/web") == "out/catalog.json=first\nout/collections/c/collection.json={}\n");
}

TEST_CASE("a new tree replaces the old one, and nothing of the old one stays") {
    MemoryFilesystem disk;
    publish_catalog(disk, "/web/out", "first");
    write(disk, "/web/out/items/old.json", "old");
    publish_catalog(disk, "/web/out/", "second");
    CHECK(disk.snapshot("/web") == "out/catalog.json=second\nout/collections/c/collection.json={}\n");
}

TEST_CASE("an empty folder becomes the tree") {
    MemoryFilesystem disk;
    disk.create_folders("/web/out");
    publish_catalog(disk, "/web/out", "first");
    CHECK(disk.read("/web/out/catalog.json") == "first");
}

TEST_CASE("a tree that is not published leaves nothing") {
    MemoryFilesystem disk;
    publish_catalog(disk, "/web/out", "first");
    const std::string before = disk.snapshot("/web");
    {
        Staging staging(disk, "/web/out");
        staging.write("catalog.json", "second");
        CHECK(disk.read(staging.path() + "/catalog.json") == "second");
        CHECK(disk.read("/web/out/catalog.json") == "first");
    }
    CHECK(disk.snapshot("/web") == before);
}

TEST_CASE("what is no catalog is not replaced, and nothing is written") {
    MemoryFilesystem disk;
    write(disk, "/home/thesis.txt", "years of work");
    CHECK_THROWS_AS(Staging(disk, "/home"), std::invalid_argument);
    CHECK_THROWS_WITH(Staging(disk, "/home"), Catch::Contains("'/home' exists and is not a catalog") &&
                                                  Catch::Contains("refusing to replace it"));
    CHECK_THROWS_WITH(Staging(disk, "/home/thesis.txt"), Catch::Contains("is not a folder: refusing to replace it"));
    CHECK_THROWS_AS(Staging(disk, "/"), std::invalid_argument);
    CHECK_THROWS_AS(Staging(disk, ""), std::invalid_argument);
    CHECK(disk.snapshot("/home") == "thesis.txt=years of work\n");
    CHECK_FALSE(disk.exists("/home.staging"));
}

TEST_CASE("a folder that only happens to have the staging name is left alone") {
    MemoryFilesystem disk;
    write(disk, "/web/out.staging/catalog.json", "somebody's");
    CHECK_THROWS_WITH(Staging(disk, "/web/out"),
                      Catch::Contains("'/web/out.staging' exists and was not made by cairn"));
    CHECK(disk.read("/web/out.staging/catalog.json") == "somebody's");
}

TEST_CASE("what a killed run left is removed") {
    MemoryFilesystem disk;
    publish_catalog(disk, "/web/out", "first");
    write(disk, "/web/out.staging/cairn-staging", "");
    write(disk, "/web/out.staging/tree/items/half.json", "{\"id");
    publish_catalog(disk, "/web/out", "second");
    CHECK(disk.snapshot("/web") == "out/catalog.json=second\nout/collections/c/collection.json={}\n");
    disk.create_folders("/web/out.staging");
    publish_catalog(disk, "/web/out", "third");
    CHECK(disk.read("/web/out/catalog.json") == "third");
}

TEST_CASE("an old tree that a killed run had moved away is put back") {
    MemoryFilesystem disk;
    write(disk, "/web/out.staging/cairn-staging", "");
    write(disk, "/web/out.staging/previous/catalog.json", "first");
    { Staging staging(disk, "/web/out"); }
    CHECK(disk.snapshot("/web") == "out/catalog.json=first\n");
}

TEST_CASE("only paths below the tree are written") {
    MemoryFilesystem disk;
    Staging staging(disk, "/web/out");
    for (const std::string path : {"", "/etc/passwd", "..", "../x", "a/../../x", "a//b", "a/", ".", "a/./b"}) {
        CAPTURE(path);
        CHECK_THROWS_AS(staging.write(path, "x"), std::invalid_argument);
    }
    CHECK_THROWS_AS(staging.write(std::string("a\0b", 3), "x"), std::invalid_argument);
    CHECK_NOTHROW(staging.write("..a/b..", "x"));
}

TEST_CASE("files can be written piece by piece") {
    MemoryFilesystem disk;
    Staging staging(disk, "/web/out");
    const auto page = staging.create("items/i/assets/index.json");
    page->append("[1,");
    page->append("2]");
    page->close();
    staging.write("catalog.json", "{}");
    staging.publish();
    CHECK(disk.read("/web/out/items/i/assets/index.json") == "[1,2]");
}

TEST_CASE("on the disk: published, replaced, and through a link to the output folder") {
    const TempFolder folder;
    const auto disk = make_posix_filesystem();
    publish_catalog(*disk, folder / "real", "first");
    folder.add_link("out", "real");
    publish_catalog(*disk, folder / "out", "second");
    CHECK(boost::filesystem::is_symlink(folder / "out"));
    CHECK(snapshot(folder.path()) ==
          "out/\nreal/\nreal/catalog.json=second\nreal/collections/\nreal/collections/c/\n"
          "real/collections/c/collection.json={}\n");
}
