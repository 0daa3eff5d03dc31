// One suite that every file system passes, and what only the real one can show.
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <functional>
#include <system_error>
#include <thread>
#include <vector>

#include "builder/write/filesystem.hpp"
#include "tests/support/memory_filesystem.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

struct InMemory {
    MemoryFilesystem disk;
    std::string root = "/root";
    InMemory() { disk.create_folders(root); }
    std::string read(const std::string& path) const { return disk.read(path); }
};

struct OnDisk {
    TempFolder folder;
    std::unique_ptr<Filesystem> posix = make_posix_filesystem();
    Filesystem& disk = *posix;
    std::string root = folder.path();
    std::string read(const std::string& path) const { return read_file(path); }
};

void write(Filesystem& disk, const std::string& path, const std::string& text) {
    const auto file = disk.create(path);
    file->append(text);
    file->close();
}

std::error_code error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const std::system_error& error) {
        return error.code();
    }
    return {};
}

}  // namespace

TEMPLATE_TEST_CASE("files are written, appended to and truncated", "", InMemory, OnDisk) {
    TestType fixture;
    const std::string path = fixture.root + "/a.json";
    const auto file = fixture.disk.create(path);
    file->append("one ");
    file->append(std::string(1 << 20, 'x'));
    file->append("");
    file->append(" two");
    file->close();
    CHECK(fixture.read(path) == "one " + std::string(1 << 20, 'x') + " two");
    write(fixture.disk, path, "new");
    CHECK(fixture.read(path) == "new");
    CHECK(fixture.disk.kind_of(path) == PathKind::other);
}

TEMPLATE_TEST_CASE("folders are made with their parents, again and again", "", InMemory, OnDisk) {
    TestType fixture;
    Filesystem& disk = fixture.disk;
    const std::string path = fixture.root + "/a/b/c";
    CHECK(disk.kind_of(path) == PathKind::absent);
    disk.create_folders(path);
    disk.create_folders(path);
    CHECK(disk.kind_of(path) == PathKind::empty_folder);
    CHECK(disk.kind_of(fixture.root + "/a") == PathKind::folder);
    disk.remove_all(fixture.root + "/a");
    CHECK_FALSE(disk.exists(path));
    disk.create_folders(path);
    CHECK(disk.kind_of(path) == PathKind::empty_folder);
    write(disk, fixture.root + "/file", "");
    CHECK(error_of([&] { disk.create_folders(fixture.root + "/file/below"); }) == std::errc::not_a_directory);
}

TEMPLATE_TEST_CASE("files need their folder", "", InMemory, OnDisk) {
    TestType fixture;
    Filesystem& disk = fixture.disk;
    CHECK(error_of([&] { disk.create(fixture.root + "/absent/a"); }) == std::errc::no_such_file_or_directory);
    disk.create_folders(fixture.root + "/folder");
    CHECK(error_of([&] { disk.create(fixture.root + "/folder"); }) == std::errc::is_a_directory);
    CHECK_THROWS_WITH(disk.create(fixture.root + "/absent/a"), Catch::Contains(fixture.root + "/absent/a"));
}

TEMPLATE_TEST_CASE("renaming moves files and folders", "", InMemory, OnDisk) {
    TestType fixture;
    Filesystem& disk = fixture.disk;
    const std::string a = fixture.root + "/a";
    const std::string b = fixture.root + "/b";
    disk.create_folders(a + "/sub");
    write(disk, a + "/sub/x", "x");
    disk.rename(a, b);
    CHECK_FALSE(disk.exists(a));
    CHECK(fixture.read(b + "/sub/x") == "x");
    disk.create_folders(a);
    write(disk, a + "/y", "y");
    CHECK(error_of([&] { disk.rename(a, b); }) == std::errc::directory_not_empty);
    CHECK(error_of([&] { disk.rename(fixture.root + "/absent", b); }) == std::errc::no_such_file_or_directory);
    disk.create_folders(fixture.root + "/empty");
    disk.rename(a, fixture.root + "/empty");
    CHECK(fixture.read(fixture.root + "/empty/y") == "y");
    write(disk, fixture.root + "/f", "f");
    write(disk, fixture.root + "/g", "g");
    disk.rename(fixture.root + "/f", fixture.root + "/g");
    CHECK(fixture.read(fixture.root + "/g") == "f");
}

TEMPLATE_TEST_CASE("exchanging swaps two folders", "", InMemory, OnDisk) {
    TestType fixture;
    Filesystem& disk = fixture.disk;
    const std::string a = fixture.root + "/a";
    const std::string b = fixture.root + "/ab";
    disk.create_folders(a);
    disk.create_folders(b + "/sub");
    write(disk, a + "/x", "of a");
    write(disk, b + "/sub/x", "of b");
    disk.exchange(a, b);
    CHECK(fixture.read(a + "/sub/x") == "of b");
    CHECK(fixture.read(b + "/x") == "of a");
    CHECK_FALSE(disk.exists(a + "/x"));
    CHECK(error_of([&] { disk.exchange(a, fixture.root + "/absent"); }) == std::errc::no_such_file_or_directory);
    CHECK(fixture.read(a + "/sub/x") == "of b");
}

TEMPLATE_TEST_CASE("removing takes all below, and no neighbour", "", InMemory, OnDisk) {
    TestType fixture;
    Filesystem& disk = fixture.disk;
    disk.create_folders(fixture.root + "/a/b");
    disk.create_folders(fixture.root + "/ab");
    write(disk, fixture.root + "/a/b/x", "x");
    disk.remove_all(fixture.root + "/a");
    disk.remove_all(fixture.root + "/a");
    CHECK_FALSE(disk.exists(fixture.root + "/a/b/x"));
    CHECK(disk.kind_of(fixture.root + "/ab") == PathKind::empty_folder);
    write(disk, fixture.root + "/file", "x");
    disk.remove_all(fixture.root + "/file");
    CHECK_FALSE(disk.exists(fixture.root + "/file"));
}

TEMPLATE_TEST_CASE("syncing a folder", "", InMemory, OnDisk) {
    TestType fixture;
    CHECK_NOTHROW(fixture.disk.sync(fixture.root));
    CHECK(error_of([&] { fixture.disk.sync(fixture.root + "/absent"); }) == std::errc::no_such_file_or_directory);
}

TEMPLATE_TEST_CASE("threads write different files of the same folders", "", InMemory, OnDisk) {
    TestType fixture;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&fixture, thread] {
            for (int i = 0; i < 100; ++i) {
                const std::string folder = fixture.root + "/d" + std::to_string(i % 10);
                fixture.disk.create_folders(folder);
                write(fixture.disk, folder + "/" + std::to_string(thread) + "-" + std::to_string(i), "x");
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(fixture.read(fixture.root + "/d9/3-99") == "x");
}

TEST_CASE("the disk's errors name the path and the reason") {
    const OnDisk fixture;
    CHECK_THROWS_WITH(
        fixture.disk.rename(fixture.root + "/from", fixture.root + "/to"),
        "cannot rename to '" + fixture.root + "/to' the path '" + fixture.root + "/from': No such file or directory");
}

TEST_CASE("a disk that is full is an error when writing, at the latest when closing") {
    if (!boost::filesystem::exists("/dev/full")) {
        WARN("skipped: there is no /dev/full");
        return;
    }
    const OnDisk fixture;
    const auto file = fixture.disk.create("/dev/full");
    file->append("small enough for the buffer");
    CHECK(error_of([&] { file->close(); }) == std::errc::no_space_on_device);
    const auto large = fixture.disk.create("/dev/full");
    CHECK(error_of([&] { large->append(std::string(1 << 20, 'x')); }) == std::errc::no_space_on_device);
}

TEST_CASE("links: resolved to what they name, removed without what they name") {
    const OnDisk fixture;
    fixture.folder.add_file("real/x", "x");
    fixture.folder.add_link("link", "real");
    fixture.folder.add_link("dangling", "nothing");
    CHECK(fixture.disk.resolved(fixture.root + "/link//") == boost::filesystem::canonical(fixture.root + "/real"));
    CHECK(fixture.disk.resolved(fixture.root + "/absent/") == fixture.root + "/absent");
    CHECK(fixture.disk.kind_of(fixture.root + "/link") == PathKind::folder);
    CHECK(fixture.disk.kind_of(fixture.root + "/dangling") == PathKind::other);
    fixture.disk.remove_all(fixture.root + "/link");
    CHECK(fixture.read(fixture.root + "/real/x") == "x");
}
