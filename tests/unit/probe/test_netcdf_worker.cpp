// What the parent makes of workers that crash, hang and lie.
#include <stdlib.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <thread>

#include "builder/probe/netcdf_worker.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe/real_files.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

WorkerOptions fake_options() {
    WorkerOptions options;
    options.program = CAIRN_FAKE_WORKER_PROGRAM;
    options.seconds_per_file = 60;  // only reached by tests that mean to hang, and these set it to 1
    return options;
}

Outcome<Dataset> command(Reader& reader, const std::string& name) {
    Source source;
    source.path = "/archive/" + name;
    return reader.read(source);
}

Problem problem_after(const std::string& name, WorkerOptions options = fake_options()) {
    const auto reader = make_netcdf_worker_reader(options);
    auto outcome = command(*reader, name);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.problem().path == "/archive/" + name);
    CHECK(outcome.problem().stage == Stage::probe);
    const auto next = command(*reader, "fine");
    REQUIRE(next);
    CHECK(next->format == "1");  // by a new worker
    return outcome.problem();
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

class EnvironmentVariable {
  public:
    EnvironmentVariable(const char* name, const std::string& value) : m_name(name) { ::setenv(name, value.c_str(), 1); }
    ~EnvironmentVariable() { ::unsetenv(m_name); }
    EnvironmentVariable(const EnvironmentVariable&) = delete;
    EnvironmentVariable& operator=(const EnvironmentVariable&) = delete;

  private:
    const char* m_name;
};

}  // namespace

TEST_CASE("a worker that crashes is one problem with the signal's name") {
    const auto [name, signal] = GENERATE(table<std::string, std::string>(
        {{"segfault", "SIGSEGV"}, {"abort", "SIGABRT"}, {"half-then-die", "SIGBUS"}, {"exit", "exit code 7"}}));
    const Problem problem = problem_after(name);
    CHECK(problem.code == "probe/worker-crashed");
    INFO(problem.message);
    CHECK(contains(problem.message, signal));
    CHECK(contains(problem.message, "ncdump -h"));
}

TEST_CASE("a worker that hangs is killed at its deadline") {
    WorkerOptions options = fake_options();
    options.seconds_per_file = 1;
    const std::string name = GENERATE("hang", "half");
    const Problem problem = problem_after(name, options);
    CHECK(problem.code == "probe/worker-timeout");
    INFO(problem.message);
    CHECK(contains(problem.message, "within 1 s"));
}

TEST_CASE("a worker whose own alarm rang has run out of time") {
    CHECK(problem_after("alarm").code == "probe/worker-timeout");
}

TEST_CASE("a worker that closes its socket but lives on is ended") {
    CHECK(problem_after("close").code == "probe/worker-crashed");
}

TEST_CASE("a worker that sends what is no reply is ended") {
    const std::string name = GENERATE("garbage", "huge", "hello", "unsound");
    INFO(name);
    const Problem problem = problem_after(name);
    CHECK(problem.code == "probe/worker-reply");
    CHECK(contains(problem.message, "impossible reply"));
}

TEST_CASE("a problem that the worker reports is about the file that was asked for, in UTF-8") {
    const Problem problem = problem_after("problem");
    CHECK(problem.code == "probe/fake");
    CHECK(problem.message == "bad \\xFF");
}

TEST_CASE("a reply that comes byte by byte is a reply") {
    const auto reader = make_netcdf_worker_reader(fake_options());
    CHECK(command(*reader, "slow"));
}

TEST_CASE("a worker is replaced when it is old") {
    WorkerOptions options = fake_options();
    options.files_per_worker = 2;
    const auto reader = make_netcdf_worker_reader(options);
    for (const std::string expected : {"1", "2", "1", "2", "1"}) {
        const auto dataset = command(*reader, "fine");
        REQUIRE(dataset);
        CHECK(dataset->format == expected);
    }
}

TEST_CASE("a crash that earlier files may have caused is not believed before a new worker has tried") {
    const auto reader = make_netcdf_worker_reader(fake_options());
    REQUIRE(command(*reader, "fine"));
    const auto dataset = command(*reader, "segfault-if-used");
    REQUIRE(dataset);
    CHECK(dataset->format == "1");
}

TEST_CASE("a program that is not a worker is a broken environment") {
    WorkerOptions options = fake_options();
    const auto [program, mood] = GENERATE(table<std::string, std::string>(
        {{"/bin/true", ""}, {CAIRN_FAKE_WORKER_PROGRAM, "silent"}, {CAIRN_FAKE_WORKER_PROGRAM, "rude"}}));
    const EnvironmentVariable variable("CAIRN_FAKE_WORKER", mood);
    options.program = program;
    CHECK_THROWS_WITH(command(*make_netcdf_worker_reader(options), "fine"),
                      Catch::Matchers::Contains(program) && Catch::Matchers::Contains("CAIRN_NETCDF_WORKER"));
}

TEST_CASE("a worker program that is missing is a problem of each file that needs it, until it is there") {
    TempFolder folder;
    WorkerOptions options = fake_options();
    options.program = folder.path() + "/worker";
    const auto reader = make_netcdf_worker_reader(options);
    for (const char* name : {"one", "two"}) {
        const auto outcome = command(*reader, name);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.problem().code == "probe/no-worker");
        CHECK(outcome.problem().path == std::string("/archive/") + name);
        CHECK(contains(outcome.problem().message, "CAIRN_NETCDF_WORKER"));
    }
    REQUIRE(::symlink(CAIRN_FAKE_WORKER_PROGRAM, options.program.c_str()) == 0);
    CHECK(command(*reader, "fine"));
}

TEST_CASE("the environment names the worker program") {
    const EnvironmentVariable variable("CAIRN_NETCDF_WORKER", CAIRN_FAKE_WORKER_PROGRAM);
    const auto program = find_worker_program();
    REQUIRE(program);
    CHECK(*program == CAIRN_FAKE_WORKER_PROGRAM);
}

TEST_CASE("no worker program anywhere is said with the places that were looked at") {
    const auto program = find_worker_program();
    REQUIRE_FALSE(program);
    CHECK(program.problem().code == "probe/no-worker");
    CHECK(contains(program.problem().message, "libexec/cairn"));
}

TEST_CASE("readers in several threads start, lose and replace workers without leaks") {
    const Resources before = resources_in_use();
    {
        std::vector<std::thread> threads;
        std::vector<int> good(4, 0);
        for (int& count : good) {
            threads.emplace_back([&count] {
                const auto reader = make_netcdf_worker_reader(fake_options());
                for (int i = 0; i < 10; ++i) {
                    const bool crashed = !command(*reader, "segfault");
                    count += crashed && command(*reader, "fine") ? 1 : 0;
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
        for (const int count : good) CHECK(count == 10);
    }
    CHECK(resources_in_use() == before);
}
