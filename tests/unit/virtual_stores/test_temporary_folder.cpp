#include <catch2/catch.hpp>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/guard.hpp"
#include "builder/temporary_folder.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;

namespace {

/// TMPDIR is a folder of the test's own.
class OwnTmpdir {
  public:
    OwnTmpdir() : m_before(::getenv("TMPDIR") == nullptr ? "" : ::getenv("TMPDIR")) {
        ::setenv("TMPDIR", m_folder.path().c_str(), 1);
    }
    ~OwnTmpdir() { m_before.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", m_before.c_str(), 1); }

    std::size_t members() const {
        const std::filesystem::directory_iterator all(m_folder.path());
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }
    const test::TempFolder& folder() const { return m_folder; }

  private:
    test::TempFolder m_folder;
    std::string m_before;
};

/// A process that makes a temporary folder, writes into it, and is killed.
void make_and_die() {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const TemporaryFolder folder;
        folder.write("a/b", "left");
        ::kill(::getpid(), SIGKILL);
    }
    ::waitpid(child, nullptr, 0);
}

}  // namespace

TEST_CASE("A temporary folder goes with its run", "[virtual]") {
    const OwnTmpdir tmpdir;
    {
        const TemporaryFolder folder;
        folder.write("c/T/refs", "1");
        folder.write("c/t/refs", "2");
        CHECK(folder.read("c/T/refs") == "1");
        CHECK(tmpdir.members() == 1);
    }
    CHECK(tmpdir.members() == 0);
}

TEST_CASE("Nothing is written beside a temporary folder, nor twice", "[virtual]") {
    const OwnTmpdir tmpdir;
    const TemporaryFolder folder;
    for (const char* path : {"../x", "a/../../x", "", "/x", "a//b", "."})
        CHECK_THROWS_AS(folder.write(path, "1"), std::logic_error);
    CHECK(tmpdir.members() == 1);
    folder.write("a", "1");
    CHECK_THROWS_AS(folder.write("a", "2"), BrokenEnvironment);
}

TEST_CASE("What a killed run left is removed by the next, and nothing of one that lives", "[virtual]") {
    const OwnTmpdir tmpdir;
    make_and_die();
    CHECK(tmpdir.members() == 1);
    tmpdir.folder().add_folder("cairn-run-foreign");
    const TemporaryFolder living;
    living.write("x", "1");
    CHECK(tmpdir.members() == 2);
    const TemporaryFolder next;
    CHECK(living.read("x") == "1");
    CHECK(tmpdir.members() == 3);
}
