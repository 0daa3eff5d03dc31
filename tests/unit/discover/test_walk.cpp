#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>

#include "builder/discover/serial_runner.hpp"
#include "tests/unit/discover/walk_support.hpp"

using namespace cairn;
using namespace cairn::test;

TEST_CASE("data is what its bytes say, whatever its name") {
    const TempFolder folder;
    folder.add_file("a/x.nc", k_classic);
    folder.add_file("a/b/without-ending", k_classic);
    folder.add_file("a/README.txt", "text");
    folder.add_file("refs.json", R"({"version": 1, "refs": {".zgroup": {}}})");
    folder.add_file("other.json", R"({"type": "Feature"})");
    const WalkResult result = walk_serially(archive_of(folder));
    CHECK(paths_of(result) == Strings{"a/b/without-ending", "a/x.nc", "refs.json"});
    CHECK(result.problems.empty());
    CHECK(result.files_seen == 5);
    CHECK(files_ignored(result) == 2);
    const Source& source = result.sources.at(1);
    CHECK(source.path == folder / "a/x.nc");
    CHECK(source.format == Format::cdf1);
    CHECK(source.stamp.size_bytes == 32);
    CHECK(source.stamp.modified_ns > 0);
}

TEST_CASE("a store is one source and is not descended") {
    const TempFolder folder;
    folder.add_file("x.zarr/.zgroup", "{}");
    folder.add_file("x.zarr/t/0.0", k_classic);
    folder.add_file("x.zarr/inner/x.nc", k_classic);
    folder.add_file("not-named-so/zarr.json", "{}");
    folder.add_file("refs.parquet/.zmetadata", R"({"metadata": {}, "record_size": 10})");
    const WalkResult result = walk_serially(archive_of(folder));
    CHECK(paths_of(result) == Strings{"not-named-so", "refs.parquet", "x.zarr"});
    CHECK(result.sources.at(2).format == Format::zarr2);
    CHECK(result.problems.empty());
    CHECK(result.files_seen == 3);
}

TEST_CASE("an archive that is a store is one source") {
    const TempFolder folder;
    folder.add_file("zarr.json", "{}");
    CHECK(paths_of(walk_serially(archive_of(folder))) == Strings{"."});
}

TEST_CASE("names that promise data, and bytes that do not keep it") {
    const TempFolder folder;
    folder.add_file("empty.nc", "");
    folder.add_file("empty.txt", "");
    folder.add_file("html.nc", "<html>not found</html>");
    folder.add_folder("hollow.zarr");
    folder.add_file("outer.zarr/inner.zarr/.zgroup", "{}");
    const WalkResult result = walk_serially(archive_of(folder));
    CHECK(paths_of(result) == Strings{"outer.zarr/inner.zarr"});
    CHECK(problems_of(result, folder) == Strings{"discover/empty-file empty.nc", "discover/unknown-format hollow.zarr",
                                                 "discover/unknown-format html.nc"});
    CHECK(result.problems.at(2).message.find("begins with the bytes 3C 68 74 6D 6C 3E 6E 6F") != std::string::npos);
}

TEST_CASE("names that are not UTF-8 are catalogued, escaped, with a warning") {
    const TempFolder folder;
    folder.add_file("d\xE9partement/x.nc", k_classic);
    folder.add_file("caf\xE9.nc", k_classic);
    folder.add_file("caf\xC3\xA9.nc", k_classic);
    folder.add_file("not-data\xFF.txt", "text");
    const WalkResult result = walk_serially(archive_of(folder));
    CHECK(paths_of(result) == Strings{"caf\\xE9.nc", "caf\xC3\xA9.nc", "d\\xE9partement/x.nc"});
    CHECK(result.sources.at(0).path == folder / "caf\xE9.nc");
    CHECK(problems_of(result, folder) ==
          Strings{"discover/not-utf8-name caf\\xE9.nc", "discover/not-utf8-name d\\xE9partement"});
    CHECK(result.problems.at(0).severity == Severity::warning);
}

TEST_CASE("globs: excluding wins, excluded folders are not entered") {
    const TempFolder folder;
    for (const char* name : {"a/x.nc", "a/y.nc4", "files/d1/x.nc", "files/d1/empty.nc"})
        folder.add_file(name, k_classic);
    folder.add_file("files/d1/empty.nc", "");
    folder.add_file("s.zarr/.zgroup", "{}");
    const auto paths = [&](Strings include, Strings exclude) {
        return paths_of(walk_serially(archive_of(folder, std::move(include), std::move(exclude))));
    };
    CHECK(paths({"*.nc"}, {"**/files/**"}) == Strings{"a/x.nc"});
    CHECK(paths({}, {"files"}) == Strings{"a/x.nc", "a/y.nc4", "s.zarr"});
    CHECK(paths({"a/**"}, {"*.nc4"}) == Strings{"a/x.nc"});
    CHECK(paths({"*.zarr"}, {}) == Strings{"s.zarr"});
    CHECK(paths({"**/*.zarr/**"}, {}) == Strings{"s.zarr"});
    const WalkResult excluded = walk_serially(archive_of(folder, {}, {"**/files/**"}));
    CHECK(excluded.problems.empty());
    CHECK(files_ignored(walk_serially(archive_of(folder, {"*.nc4"}))) == 4);
}

TEST_CASE("FIFOs and sockets are passed by") {
    const TempFolder folder;
    folder.add_file("x.nc", k_classic);
    REQUIRE(::mkfifo((folder / "pipe.nc").c_str(), 0600) == 0);
    const WalkResult result = walk_serially(archive_of(folder));
    CHECK(paths_of(result) == Strings{"x.nc"});
    CHECK(result.problems.empty());
}

TEST_CASE("a root that is not there is a broken environment") {
    const TempFolder folder;
    folder.add_file("file", "");
    Archive archive = archive_of(folder);
    archive.root = folder / "absent";
    CHECK_THROWS_WITH(walk_serially(archive), Catch::Contains("absent' cannot be read (No such file or directory)"));
    archive.root = folder / "file";
    CHECK_THROWS_WITH(walk_serially(archive), Catch::Contains("is not a folder"));
}

TEST_CASE("what vanishes between listing and reading is a warning") {
    /// Removes the victims once the root's listing is done.
    class RemovingRunner : public SerialRunner {
      public:
        explicit RemovingRunner(Strings victims) : m_victims(std::move(victims)) {}
        void add(Task task) override {
            SerialRunner::add([this, task = std::move(task)] {
                task();
                for (const std::string& victim : m_victims) boost::filesystem::remove_all(victim);
            });
        }

      private:
        Strings m_victims;
    };
    const TempFolder folder;
    folder.add_file("gone.nc", k_classic);
    folder.add_file("stays.nc", k_classic);
    folder.add_file("gone/x.nc", k_classic);
    RemovingRunner runner({folder / "gone", folder / "gone.nc"});
    const WalkResult result = walk(archive_of(folder), 0, runner, false);
    CHECK(paths_of(result) == Strings{"stays.nc"});
    CHECK(problems_of(result, folder) == Strings{"discover/vanished gone", "discover/vanished gone.nc"});
    CHECK(result.problems.at(0).severity == Severity::warning);
}

TEST_CASE("folders and files without permission are problems, the rest is found") {
    const TempFolder folder;
    folder.add_file("closed/x.nc", k_classic);
    folder.add_file("open/x.nc", k_classic);
    folder.add_file("open/secret.nc", k_classic);
    folder.add_file("open/secret.txt", "text");
    REQUIRE(::chmod((folder / "closed").c_str(), 0) == 0);
    REQUIRE(::chmod((folder / "open/secret.nc").c_str(), 0) == 0);
    REQUIRE(::chmod((folder / "open/secret.txt").c_str(), 0) == 0);
    REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);

    // Permissions do not bind root: a child that is nobody walks, and sends its result through a pipe.
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::string text = "no result";
        if (::geteuid() != 0 || ::setuid(65534) == 0) {
            const WalkResult result = walk_serially(archive_of(folder));
            text.clear();
            for (const std::string& path : paths_of(result)) text += path + '\n';
            for (const Problem& problem : result.problems) {
                text += problem.code + ' ' + problem.path.substr(folder.path().size()) + ' ' +
                        std::string(name_of(problem.severity)) + '\n';
            }
        }
        const bool sent = ::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size());
        ::_exit(sent ? 0 : 1);
    }
    ::close(ends[1]);
    std::string received(4096, '\0');
    received.resize(static_cast<std::size_t>(::read(ends[0], received.data(), received.size())));
    ::close(ends[0]);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    CHECK(::chmod((folder / "closed").c_str(), 0755) == 0);
    CHECK(received ==
          "open/x.nc\n"
          "discover/unreadable-folder /closed error\n"
          "discover/unreadable-file /open/secret.nc error\n"
          "discover/unreadable-file /open/secret.txt warning\n");
}

TEST_CASE("a path longer than the system takes is one problem") {
    const TempFolder folder;
    folder.add_file("x.nc", k_classic);
    const std::string name(200, 'd');
    const std::string start = boost::filesystem::current_path().string();
    boost::filesystem::current_path(folder.path());
    for (int depth = 0; depth < 25; ++depth) {
        boost::filesystem::create_directory(name);
        boost::filesystem::current_path(name);
    }
    boost::filesystem::current_path(start);
    const WalkResult result = walk_serially(archive_of(folder));
    CHECK(paths_of(result) == Strings{"x.nc"});
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems.front().code.starts_with("discover/unreadable-"));
    CHECK(result.problems.front().message.find("File name too long") != std::string::npos);
}

TEST_CASE("a walk can be stopped") {
    const TempFolder folder;
    folder.add_file("a/x.nc", k_classic);
    SerialRunner runner;
    const WalkResult result = walk(archive_of(folder), 0, runner, true);
    CHECK(result.sources.empty());
}
