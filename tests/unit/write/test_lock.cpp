#include <sys/wait.h>
#include <unistd.h>

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <memory>
#include <thread>

#include "base/interrupted.hpp"
#include "builder/write/lock.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;

TEST_CASE("one run at a time holds the lock of an output folder, and leaves nothing") {
    const test::TempFolder folder;
    const std::string out = folder / "not/yet/there";
    {
        const OutputLock lock(out);
        CHECK_THROWS_AS(OutputLock(out), LockedError);
        CHECK_THROWS_WITH(OutputLock(out + "/"),
                          Catch::Contains("another run is writing") && Catch::Contains(std::to_string(::getpid())));
        CHECK_NOTHROW(OutputLock(folder / "other"));
    }
    CHECK_NOTHROW(OutputLock(out));
    CHECK(boost::filesystem::is_empty(folder.path()));
}

TEST_CASE("the lock leaves what was there, and what came") {
    const test::TempFolder folder;
    folder.add_folder("web");
    folder.add_file("out/.cairn/manifest", "mine");
    const std::string before = test::snapshot(folder.path());
    {
        const OutputLock lock(folder / "out");
        const OutputLock second(folder / "web/new");
        folder.add_file("web/new/came", "x");
    }
    CHECK(test::snapshot(folder.path()) == before + "web/new/\nweb/new/came=x\n");
}

TEST_CASE("a process that ends without a word gives the lock back") {
    const test::TempFolder folder;
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const OutputLock lock(folder / "out");
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(boost::filesystem::exists(folder / "out/.cairn/lock"));
    CHECK_NOTHROW(OutputLock(folder / "out"));
    CHECK_FALSE(boost::filesystem::exists(folder / "out/.cairn/lock"));
}

TEST_CASE("two names of one output folder have one lock") {
    const test::TempFolder folder;
    folder.add_folder("real");
    folder.add_link("link", "real");
    const OutputLock lock(folder / "link");
    CHECK_THROWS_AS(OutputLock(folder / "real"), LockedError);
}

TEST_CASE("a lock whose holder is gone is taken over, and said whose it was") {
    const test::TempFolder folder;
    folder.add_file("out/.cairn/lock", "process 1 on elsewhere\n");
    {
        const OutputLock lock(folder / "out");
        CHECK(lock.dead_holder() == "process 1 on elsewhere");
    }
    CHECK(OutputLock(folder / "out").dead_holder().empty());
}

TEST_CASE("a run that waits gets the lock when the other one ends, and can be asked to stop") {
    const test::TempFolder folder;
    auto first = std::make_unique<OutputLock>(folder / "out");
    std::atomic<bool> stop = true;
    CHECK_THROWS_AS(OutputLock(folder / "out", {std::chrono::hours(1), &stop}), Interrupted);
    std::thread other([&] { const OutputLock second(folder / "out", {std::chrono::hours(1), nullptr}); });
    first.reset();
    other.join();
    CHECK_FALSE(boost::filesystem::exists(folder / "out/.cairn/lock"));
}

TEST_CASE("a lock that is a link is not followed") {
    const test::TempFolder folder;
    folder.add_file("mine", "text");
    folder.add_link("out/.cairn/lock", folder / "mine");
    CHECK_THROWS_AS(OutputLock(folder / "out"), std::system_error);
    CHECK(test::read_file(folder / "mine") == "text");
}
