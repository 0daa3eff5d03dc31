#include "builder/interpret/space/longitude.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Cells;

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

Cells cells(const Doubles& centres, const Doubles& bounds = {}) {
    Cells result;
    result.centres = centres;
    for (std::size_t i = 0; i + 1 < bounds.size(); i += 2) result.bounds.emplace_back(bounds[i], bounds[i + 1]);
    result.bounds_name = bounds.empty() ? "" : "lon_bnds";
    return result;
}

std::string text_of(const cairn::LonCoverage& coverage) {
    if (coverage.interval.is_full()) return "full";
    if (coverage.interval.is_empty()) return coverage.why_not;
    const auto rounded = [](double value) { return std::round(value * 1e6) / 1e6; };
    return fmt::format("{} {}", rounded(coverage.interval.west_deg()), rounded(coverage.interval.east_deg()));
}

std::string covered(const Doubles& centres, const Doubles& bounds = {}) {
    return text_of(cairn::longitude_coverage(cells(centres, bounds)));
}

}  // namespace

TEST_CASE("regional axes, values only") {
    CHECK(covered({10, 20, 30}) == "10 30");
    CHECK(covered({30, 20, 10}) == "10 30");
    CHECK(covered({350, 355, 360, 365}) == "-10 5");
    CHECK(covered({350, 355, 0, 5}) == "-10 5");
    CHECK(covered({170, 175, 180, 185}) == "170 -175");
    CHECK(covered({170, 175, -180, -175}) == "170 -175");
    CHECK(covered({12.5}) == "12.5 12.5");
    CHECK(covered({0, 200}) == "0 -160");  // eastwards from the first to the last, however far
    CHECK(covered({-100, 0, 100}) == "-100 100");
}

TEST_CASE("axes round the globe, values only") {
    CHECK(covered(axis(0, 2.5, 144)) == "full");
    CHECK(covered(axis(-180, 5, 73)) == "full");  // both ends are the same meridian
    CHECK(covered(axis(357.5, -2.5, 144)) == "full");
    CHECK(covered(axis(20, 1.0 / 3, 1081)) == "full");
    CHECK(covered(axis(0, 120, 3)) == "full");
    CHECK(covered(axis(0, 2.5, 142)) == "0 -7.5");  // two are missing
    CHECK(covered({0, 180}) == "0 180");            // two values are no regular axis
}

TEST_CASE("longitude bounds beat values") {
    CHECK(covered({10, 20, 30}, {5, 15, 15, 25, 25, 35}) == "5 35");
    CHECK(covered({30, 20, 10}, {35, 25, 25, 15, 15, 5}) == "5 35");
    CHECK(covered(axis(0, 10, 36), bounds_around(axis(0, 10, 36), 5)) == "full");
    CHECK(covered({0, 1, 2}, {359.5, 0.5, 0.5, 1.5, 1.5, 2.5}) == "-0.5 2.5");
    CHECK(covered({180}, {0, 360}) == "full");
    CHECK(covered({0}, {-180, 180}) == "full");
    CHECK(covered({90, 270}, {0, 180, 180, 360}) == "full");
    CHECK(covered({0, 200}, {-1, 1, 199, 201}) == "-1 -159");  // a subset of cells: the axis runs through the gap
}

TEST_CASE("bounds that leave no more than noise between the ends go round the globe") {
    Doubles bounds = bounds_around(axis(0.5, 1, 360), 0.5);
    bounds.back() = 359.99997;
    CHECK(covered(axis(0.5, 1, 360), bounds) == "full");
    bounds.back() = 359.6;
    CHECK(covered(axis(0.5, 1, 360), bounds) == "0 -0.4");
}

TEST_CASE("bounds that lie elsewhere are refused") {
    const auto coverage = cairn::longitude_coverage(cells({10, 20, 30}, {0, 0, 0, 0, 0, 0}));
    CHECK(text_of(coverage) == "10 30");
    CHECK_FALSE(coverage.from_bounds);
    CHECK(coverage.explanation.find("bounds 'lon_bnds' do not contain the values in 3 of 3 cells") == 0);
}

TEST_CASE("missing values are skipped") {
    CHECK(covered({k_nan, 10, 20, k_nan}) == "10 20");
    CHECK(covered({k_nan, k_nan}) == "all its values are missing");
    CHECK(covered({10, k_nan}, {5, 15, k_nan, k_nan}) == "5 15");
    CHECK(covered({k_nan, 20}, {5, 15, 15, 25}) == "5 25");
}

TEST_CASE("values that are no longitudes are named") {
    CHECK(covered({10, 1e20}) == "its value 1e+20 is not a longitude");
    CHECK(covered({500000, 500060}) == "its value 500000 is not a longitude");
}

TEST_CASE("property: shifting by 360, reversing, and starting a cyclic axis elsewhere change nothing") {
    std::mt19937_64 random(1884);
    std::uniform_real_distribution<double> start(-180, 180);
    std::uniform_int_distribution<std::size_t> count_of(3, 300);
    for (int i = 0; i < 2000; ++i) {
        const std::size_t count = count_of(random);
        const bool cyclic = i % 2 == 0;
        const double step = std::floor(3600 / static_cast<double>(count + (cyclic ? 0 : 10 + count / 3))) / 10;
        const std::size_t used = cyclic ? static_cast<std::size_t>(360 / step) : count;
        const double first = std::round(start(random) * 8) / 8;
        Doubles values = axis(first, cyclic ? 360 / static_cast<double>(used) : step, used);
        for (const bool with_bounds : {false, true}) {
            const auto text_for = [&](const Doubles& v) {
                const double half = std::abs(cyclic ? 180 / static_cast<double>(used) : step / 2);
                return covered(v, with_bounds ? bounds_around(v, half) : Doubles());
            };
            const std::string expected = text_for(values);
            REQUIRE((expected == "full") == cyclic);
            Doubles shifted = values;
            for (double& value : shifted) value += 360;
            if (first < 0) REQUIRE(text_for(shifted) == expected);
            REQUIRE(text_for({values.rbegin(), values.rend()}) == expected);
            Doubles wrapped = values;
            for (double& value : wrapped) value -= 360 * std::floor(value / 360);
            REQUIRE(text_for(wrapped) == expected);
            if (cyclic) {
                std::rotate(wrapped.begin(), wrapped.begin() + static_cast<std::ptrdiff_t>(count / 3), wrapped.end());
                REQUIRE(text_for(wrapped) == expected);
            }
        }
    }
}
