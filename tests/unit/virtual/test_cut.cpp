#include <catch2/catch.hpp>

#include "builder/virtual/cut.hpp"

using namespace cairn::virtualize;

using Lengths = std::vector<std::uint64_t>;

TEST_CASE("What is small is one chunk", "[virtual]") {
    CHECK(cut({10, 20}, 0, 10, 4) == Lengths{10, 20});
    CHECK(cut({}, 0, 1, 8) == Lengths{});
}

TEST_CASE("What is large is cut where it divides without a rest", "[virtual]") {
    // 4 MB a row, 16 MiB a chunk: 4 rows would fit, of 30 rows 3 are the most that divide.
    CHECK(cut({30, 1000, 1000}, 0, 30, 4) == Lengths{3, 1000, 1000});
    // One row is larger than a chunk: it is cut, too.
    CHECK(cut({2, 4096, 4096}, 0, 2, 4) == Lengths{1, 1024, 4096});
    CHECK(cut({7, 100'000'007}, 0, 7, 1) == Lengths{1, 1});  // a prime
}

TEST_CASE("Chunks of a series divide every file", "[virtual]") {
    CHECK(cut({59, 10}, 0, 1, 4) == Lengths{1, 10});
    CHECK(cut({48, 10}, 0, 24, 4) == Lengths{24, 10});
    CHECK(cut({3, 48, 10}, 1, 24, 4) == Lengths{1, 24, 10});  // files follow each other in the second dimension
}
