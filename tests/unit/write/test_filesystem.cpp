// What the writer may rely on of the disk.
#include <sys/stat.h>
#include <sys/xattr.h>

#include <array>
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <functional>
#include <system_error>
#include <thread>
#include <vector>

#include "builder/write/filesystem.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

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

TEST_CASE("files are written, appended to and truncated") {
    OnDisk fixture;
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
    CHECK(fixture.disk.kind_of(path) == PathKind::file);
}

TEST_CASE("folders are made with their parents, again and again") {
    OnDisk fixture;
    Filesystem& disk = fixture.disk;
    const std::string path = fixture.root + "/a/b/c";
    CHECK(disk.kind_of(path) == PathKind::absent);
    disk.create_folders(path);
    disk.create_folders(path);
    CHECK(disk.kind_of(path) == PathKind::folder);
    CHECK(disk.kind_of(fixture.root + "/a") == PathKind::folder);
    disk.remove_all(fixture.root + "/a");
    CHECK_FALSE(disk.exists(path));
    disk.create_folders(path);
    CHECK(disk.kind_of(path) == PathKind::folder);
    write(disk, fixture.root + "/file", "");
    CHECK(error_of([&] { disk.create_folders(fixture.root + "/file/below"); }) == std::errc::not_a_directory);
}

TEST_CASE("files need their folder") {
    OnDisk fixture;
    Filesystem& disk = fixture.disk;
    CHECK(error_of([&] { disk.create(fixture.root + "/absent/a"); }) == std::errc::no_such_file_or_directory);
    disk.create_folders(fixture.root + "/folder");
    CHECK(error_of([&] { disk.create(fixture.root + "/folder"); }) == std::errc::is_a_directory);
    CHECK_THROWS_WITH(disk.create(fixture.root + "/absent/a"), Catch::Contains(fixture.root + "/absent/a"));
}

TEST_CASE("renaming moves files and folders") {
    OnDisk fixture;
    Filesystem& disk = fixture.disk;
    const std::string a = fixture.root + "/a";
    const std::string b = fixture.root + "/b";
    disk.create_folders(a + "/sub");
    write(disk, a + "/sub/x", "x");
    disk.rename(a, b);
    CHECK_FALSE(disk.exists(a));
    CHECK(fixture.read(b + "/sub/x") == "x");
    CHECK(error_of([&] { disk.rename(fixture.root + "/absent", b); }) == std::errc::no_such_file_or_directory);
    write(disk, fixture.root + "/f", "f");
    write(disk, fixture.root + "/g", "g");
    disk.rename(fixture.root + "/f", fixture.root + "/g");
    CHECK(fixture.read(fixture.root + "/g") == "f");
}

TEST_CASE("exchanging swaps two folders") {
    OnDisk fixture;
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

TEST_CASE("removing takes all below, and no neighbour") {
    OnDisk fixture;
    Filesystem& disk = fixture.disk;
    disk.create_folders(fixture.root + "/a/b");
    disk.create_folders(fixture.root + "/ab");
    write(disk, fixture.root + "/a/b/x", "x");
    disk.remove_all(fixture.root + "/a");
    disk.remove_all(fixture.root + "/a");
    CHECK_FALSE(disk.exists(fixture.root + "/a/b/x"));
    CHECK(disk.kind_of(fixture.root + "/ab") == PathKind::folder);
    write(disk, fixture.root + "/file", "x");
    disk.remove_all(fixture.root + "/file");
    CHECK_FALSE(disk.exists(fixture.root + "/file"));
}

TEST_CASE("syncing a folder") {
    OnDisk fixture;
    CHECK_NOTHROW(fixture.disk.sync(fixture.root));
    CHECK(error_of([&] { fixture.disk.sync(fixture.root + "/absent"); }) == std::errc::no_such_file_or_directory);
}

TEST_CASE("threads write different files of the same folders") {
    OnDisk fixture;
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

TEST_CASE("links: resolved to what they name, seen and removed as links") {
    const OnDisk fixture;
    fixture.folder.add_file("real/x", "x");
    fixture.folder.add_link("link", "real");
    fixture.folder.add_link("dangling", "nothing");
    CHECK(fixture.disk.resolved(fixture.root + "/link//") == boost::filesystem::canonical(fixture.root + "/real"));
    CHECK(fixture.disk.resolved(fixture.root + "/link/absent/") ==
          boost::filesystem::canonical(fixture.root + "/real").string() + "/absent");
    CHECK(fixture.disk.kind_of(fixture.root + "/link") == PathKind::link);
    CHECK(fixture.disk.kind_of(fixture.root + "/dangling") == PathKind::link);
    CHECK(fixture.disk.id_of(fixture.root + "/link") == fixture.disk.id_of(fixture.root + "/real"));
    CHECK_FALSE(fixture.disk.id_of(fixture.root + "/dangling").has_value());
    CHECK(error_of([&] { fixture.disk.read(fixture.root + "/link"); }));
    fixture.disk.remove_all(fixture.root + "/link");
    CHECK(fixture.read(fixture.root + "/real/x") == "x");
}

TEST_CASE("a new name replaces nothing, whatever stands there") {
    const OnDisk fixture;
    fixture.folder.add_file("from", "new");
    fixture.folder.add_file("file", "old");
    fixture.folder.add_folder("folder");
    fixture.folder.add_link("link", "nothing");
    for (const std::string name : {"/file", "/folder", "/link"}) {
        CAPTURE(name);
        CHECK(error_of([&] { fixture.disk.rename_new(fixture.root + "/from", fixture.root + name); }) ==
              std::errc::file_exists);
    }
    fixture.disk.rename_new(fixture.root + "/from", fixture.root + "/to");
    CHECK(fixture.read(fixture.root + "/to") == "new");
    CHECK(fixture.read(fixture.root + "/file") == "old");
}

TEST_CASE("files are removed one by one, folders when they are empty") {
    const OnDisk fixture;
    fixture.folder.add_file("folder/file", "x");
    CHECK_FALSE(fixture.disk.remove_folder(fixture.root + "/folder"));
    CHECK(error_of([&] { fixture.disk.remove_file(fixture.root + "/folder"); }));
    fixture.disk.remove_file(fixture.root + "/folder/file");
    fixture.disk.remove_file(fixture.root + "/folder/file");
    CHECK(fixture.disk.remove_folder(fixture.root + "/folder"));
    CHECK_FALSE(fixture.disk.remove_folder(fixture.root + "/folder"));
}

TEST_CASE("members have their own kind, in the order of their names") {
    const OnDisk fixture;
    fixture.folder.add_file("c", "x");
    fixture.folder.add_folder("b");
    fixture.folder.add_link("a", "c");
    const std::vector<FolderMember> members = fixture.disk.members_of(fixture.root);
    REQUIRE(members.size() == 3);
    CHECK((members[0].name == "a" && members[0].kind == PathKind::link));
    CHECK((members[1].name == "b" && members[1].kind == PathKind::folder));
    CHECK((members[2].name == "c" && members[2].kind == PathKind::file));
}

TEST_CASE("a folder gets the mode and the extended attributes of another, and loses its own") {
    const OnDisk fixture;
    fixture.folder.add_folder("from");
    fixture.folder.add_folder("to");
    const std::string from = fixture.root + "/from";
    const std::string to = fixture.root + "/to";
    REQUIRE(::chmod(from.c_str(), 02750) == 0);
    const bool has_attributes = ::setxattr(from.c_str(), "user.cairn", "kept", 4, 0) == 0;
    if (has_attributes) REQUIRE(::setxattr(to.c_str(), "user.other", "gone", 4, 0) == 0);
    fixture.disk.copy_attributes(from, to);
    struct stat status {};
    REQUIRE(::stat(to.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 02750);
    if (!has_attributes) {
        WARN("skipped: this file system has no extended attributes of users");
        return;
    }
    std::array<char, 8> value{};
    CHECK(::getxattr(to.c_str(), "user.cairn", value.data(), value.size()) == 4);
    CHECK(::getxattr(to.c_str(), "user.other", value.data(), value.size()) == -1);
}
