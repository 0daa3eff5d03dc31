// What the writer may rely on of the disk.
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

TEST_CASE("a second name of a file shows its bytes after the first was replaced") {
    OnDisk fixture;
    Filesystem& disk = fixture.disk;
    write(disk, fixture.root + "/x", "old");
    disk.link_or_copy(fixture.root + "/x", fixture.root + "/kept");
    CHECK(disk.state_of(fixture.root + "/kept") == disk.state_of(fixture.root + "/x"));
    write(disk, fixture.root + "/y", "new");
    disk.rename(fixture.root + "/y", fixture.root + "/x");
    CHECK(fixture.read(fixture.root + "/kept") == "old");
    CHECK(error_of([&] { disk.link_or_copy(fixture.root + "/absent", fixture.root + "/z"); }) ==
          std::errc::no_such_file_or_directory);
}

TEST_CASE("the state of a file tells that it was written again, or replaced by another of its bytes") {
    OnDisk fixture;
    Filesystem& disk = fixture.disk;
    write(disk, fixture.root + "/x", "one");
    const auto before = disk.state_of(fixture.root + "/x");
    REQUIRE(before.has_value());
    CHECK(before->size_bytes == 3);
    write(disk, fixture.root + "/y", "one");
    disk.rename(fixture.root + "/y", fixture.root + "/x");
    CHECK(disk.state_of(fixture.root + "/x") != before);
    fixture.folder.add_link("link", "x");
    CHECK_FALSE(disk.state_of(fixture.root + "/link").has_value());
    CHECK_FALSE(disk.state_of(fixture.root).has_value());
    CHECK_FALSE(disk.state_of(fixture.root + "/absent").has_value());
    CHECK_FALSE(disk.state_of(fixture.root + "/x/below").has_value());
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

TEST_CASE("syncing files and folders, few and many") {
    OnDisk fixture;
    write(fixture.disk, fixture.root + "/x", "x");
    const std::size_t copies = GENERATE(0, 1, 1000);
    std::vector<std::string> paths(copies, fixture.root + "/x");
    paths.push_back(fixture.root);
    CHECK_NOTHROW(fixture.disk.sync(fixture.root, paths));
    CHECK(error_of([&] { fixture.disk.sync(fixture.root, {fixture.root + "/absent"}); }) ==
          std::errc::no_such_file_or_directory);
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
    const std::vector<DiskMember> members = fixture.disk.members_of(fixture.root);
    REQUIRE(members.size() == 3);
    CHECK((members[0].name == "a" && members[0].kind == PathKind::link));
    CHECK((members[1].name == "b" && members[1].kind == PathKind::folder));
    CHECK((members[2].name == "c" && members[2].kind == PathKind::file));
}
