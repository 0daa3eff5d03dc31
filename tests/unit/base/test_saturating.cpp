#include <array>
#include <catch2/catch.hpp>
#include <vector>

#include "base/saturating.hpp"

using namespace cairn;

TEST_CASE("too large sums and products stay too large") {
    CHECK(saturating_multiply(6, 7) == 42);
    CHECK(saturating_multiply(std::uint64_t{1} << 33, std::uint64_t{1} << 31) == k_largest);
    CHECK(saturating_multiply(k_largest, 0) == 0);
    CHECK(saturating_add(k_largest, 1) == k_largest);
    CHECK(saturating_add(1, 2) == 3);
    CHECK(padded(5) == 8);
    CHECK(padded(k_largest - 1) == k_largest);
}

TEST_CASE("a shape has as many elements as 64 bits can count, or no number") {
    const std::uint64_t huge = std::uint64_t{1} << 40;
    CHECK(checked_product(std::vector<std::uint64_t>{}) == 1);
    CHECK(checked_product(std::vector<std::uint64_t>{2, 3, 4}) == 24);
    CHECK_FALSE(checked_product(std::vector<std::uint64_t>{huge, huge}));
    CHECK(checked_product(std::array<std::uint64_t, 3>{huge, huge, 0}) == 0);  // in any order
}
