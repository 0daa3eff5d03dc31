#include <sys/wait.h>
#include <unistd.h>

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>

#include "builder/write/lock.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;

TEST_CASE("one run at a time holds the lock of an output folder") {
    const test::TempFolder folder;
    const std::string out = folder / "not/yet/there";
    {
        const OutputLock lock(out);
        CHECK_THROWS_AS(OutputLock(out), LockedError);
        CHECK_THROWS_WITH(OutputLock(out + "/"),
                          Catch::Contains("another run is writing") && Catch::Contains("choose another output folder"));
        CHECK_NOTHROW(OutputLock(folder / "other"));
    }
    CHECK_NOTHROW(OutputLock(out));
    CHECK(boost::filesystem::file_size(out + ".lock") == 0);
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
    CHECK_NOTHROW(OutputLock(folder / "out"));
}

TEST_CASE("two names of one output folder have one lock") {
    const test::TempFolder folder;
    folder.add_folder("real");
    folder.add_link("link", "real");
    const OutputLock lock(folder / "link");
    CHECK_THROWS_AS(OutputLock(folder / "real"), LockedError);
}
