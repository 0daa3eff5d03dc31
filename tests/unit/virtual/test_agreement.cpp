#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "builder/virtual/agreement.hpp"

using namespace cairn;
using namespace cairn::virtualize;

namespace {

constexpr std::int64_t k_large = 1'000'000'000'000'000'000;

bool are_same(Type type, const Values& a, const Values& b, std::optional<double> tolerance = std::nullopt) {
    return !number_difference(a, b, closeness_of(type, false, tolerance));
}

Values doubles(double a, double b) { return std::vector<double>{a, b}; }
Values integers(std::int64_t a, std::int64_t b) { return std::vector<std::int64_t>{a, b}; }

}  // namespace

TEST_CASE("Coordinates are the same within the last places of their type", "[virtual]") {
    CHECK(are_same(Type::float32, doubles(0, 100), doubles(1e-5, 100)));
    CHECK_FALSE(are_same(Type::float32, doubles(0, 100), doubles(1e-4, 100)));
    CHECK(are_same(Type::float64, doubles(0, 100), doubles(1e-11, 100)));
    CHECK_FALSE(are_same(Type::float64, doubles(0, 100), doubles(1e-5, 100)));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(are_same(Type::float64, doubles(nan, HUGE_VAL), doubles(nan, HUGE_VAL)));
    CHECK_FALSE(are_same(Type::float64, doubles(nan, 1), doubles(1, 1)));
}

TEST_CASE("Integers are equal or not, also beyond what doubles tell apart", "[virtual]") {
    CHECK_FALSE(are_same(Type::int32, integers(0, 10'000'000), integers(1, 10'000'000)));
    CHECK_FALSE(are_same(Type::int64, integers(k_large, 0), integers(k_large + 1, 0)));
    CHECK_FALSE(
        are_same(Type::uint64, std::vector<std::uint64_t>{UINT64_MAX}, std::vector<std::uint64_t>{UINT64_MAX - 1}));
    CHECK_FALSE(are_same(Type::int64, integers(INT64_MIN, 0), integers(INT64_MAX, 0)));
    CHECK(are_same(Type::int64, integers(k_large, 0), integers(k_large + 1, 0), 1.0));
}

TEST_CASE("Times are the same or not, whatever an operator allows of coordinates", "[virtual]") {
    const Closeness closeness = closeness_of(Type::float64, true, 100.0);
    CHECK(number_difference(doubles(1, 2), doubles(1, std::nextafter(2.0, 3.0)), closeness).has_value());
    CHECK_FALSE(number_difference(doubles(1, 2), doubles(1, 2), closeness));
}
