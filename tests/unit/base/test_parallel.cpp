#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

#include "base/parallel.hpp"

using namespace cairn;

TEST_CASE("each index is worked on once, whatever the number of threads") {
    for (const std::size_t threads : {0, 1, 2, 16, 100'000}) {
        std::vector<std::atomic<int>> times(1000);
        with_threads(threads)(times.size(), [&](std::size_t i) { ++times[i]; });
        for (const auto& time : times) REQUIRE(time == 1);
    }
    std::size_t next = 0;
    serial()(10, [&](std::size_t i) { CHECK(i == next++); });
    CHECK(next == 10);
}

TEST_CASE("what a body throws comes out of the call") {
    CHECK_THROWS_AS(with_threads(4)(100,
                                    [](std::size_t i) {
                                        if (i == 50) throw std::out_of_range("50");
                                    }),
                    std::out_of_range);
}

TEST_CASE("threads that cannot be started leave the work to those that can") {
    const pid_t child = ::fork();
    if (child == 0) {
        // A stack larger than the address space: no thread starts.
        const rlimit stack{std::uint64_t{120} << 40, RLIM_INFINITY};
        if (::setrlimit(RLIMIT_STACK, &stack) != 0) ::_exit(77);
        std::atomic<int> sum{0};
        with_threads(8)(100, [&](std::size_t i) { sum += static_cast<int>(i); });
        ::_exit(sum == 4950 ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) {
        WARN("the limit on stacks cannot be raised here");
    } else {
        CHECK(WEXITSTATUS(status) == 0);
    }
}
