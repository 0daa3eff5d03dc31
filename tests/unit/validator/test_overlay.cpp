// Areas beside each other: what overlaps, what reaches out, and what only touches.
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>

#include "validator/rules/overlay.hpp"

using namespace cairn::validate::rules;

namespace {

Ring box(double west, double south, double east, double north) {
    return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}

bool overlap(const std::vector<Area>& areas) { return Overlay(areas).overlap().has_value(); }
bool reaches_out(const std::vector<Area>& areas) { return Overlay(areas).reaches_out().has_value(); }

/// A circle of many corners, which the sum of its arguments makes irregular.
Ring circle(double x, double y, double radius, std::size_t corners) {
    Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const double angle = 6.283185307179586 * static_cast<double>(i) / static_cast<double>(corners);
        ring.push_back({x + radius * std::cos(angle), y + radius * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return ring;
}

}  // namespace

TEST_CASE("areas that have more than a border in common overlap") {
    const Ring all = box(0, 0, 10, 10);
    CHECK(overlap({{box(0, 0, 6, 6)}, {box(4, 4, 10, 10)}}));
    CHECK(overlap({{box(0, 0, 6, 10)}, {box(5.9, 0, 10, 10)}}));  // no two edges cross
    CHECK(overlap({{box(4, 0, 6, 10)}, {box(0, 4, 10, 6)}}));     // no corner lies in the other
    CHECK(overlap({{all}, {all}}));
    CHECK(overlap({{all}, {box(2, 2, 3, 3)}}));
    CHECK(overlap({{box(2, 2, 3, 3)}, {all}}));
    CHECK(overlap({{all}, {box(0, 0, 5, 5)}}));
    CHECK(overlap({{box(20, 0, 30, 10)}, {all}, {box(9, 9, 12, 12)}}));
    CHECK(Overlay({{box(20, 0, 30, 10)}, {all}, {box(9, 9, 12, 12)}}).overlap() ==
          std::pair<std::size_t, std::size_t>(1, 2));
}

TEST_CASE("areas that touch do not overlap") {
    const Ring all = box(0, 0, 10, 10);
    CHECK_FALSE(overlap({{box(0, 0, 5, 5)}, {box(5, 5, 10, 10)}}));
    CHECK_FALSE(overlap({{box(0, 0, 5, 10)}, {box(5, 0, 10, 3.3)}, {box(5, 3.3, 10, 10)}}));
    CHECK_FALSE(overlap({{all, box(2, 2, 8, 8)}, {box(3, 3, 7, 7)}}));
    CHECK_FALSE(overlap({{all, box(2, 2, 8, 8)}, {box(2, 2, 8, 8)}}));
    CHECK_FALSE(overlap({{box(0, 0, 5, 10)}, {box(5 - 1e-8, 0, 10, 10)}}));  // a millimetre
    // A corner on a slanted edge, as far as numbers of seven digits can say.
    CHECK_FALSE(
        overlap({{{{0, 0}, {10, 0}, {10, 3.3333333}, {0, 0}}},
                 {{{0, 0}, {3.3333333, 1.1111111}, {6.1, 2.0333333}, {10, 3.3333333}, {10, 10}, {0, 10}, {0, 0}}}}));
}

TEST_CASE("a hole lies within its ring") {
    const Ring all = box(0, 0, 10, 10), corner{{0, 0}, {10, 0}, {10, 10}, {0, 0}};
    CHECK(reaches_out({{corner}, {box(1, 7, 2, 8)}}));
    CHECK(reaches_out({{corner}, {box(4, 1, 5, 8)}}));
    CHECK(reaches_out({{all}, {all}}));
    CHECK(reaches_out({{box(2, 2, 3, 3)}, {all}}));
    CHECK(reaches_out({{all}, {box(8, 0, 12, 10)}}));
    CHECK(Overlay({{all}, {box(1, 1, 2, 2)}, {box(9, 9, 11, 11)}}).reaches_out() == std::size_t{2});
    CHECK_FALSE(reaches_out({{all}, {box(2, 2, 3, 3)}, {box(4, 4, 5, 5)}}));
    CHECK_FALSE(reaches_out({{all}, {{{0, 5}, {2, 6}, {2, 4}, {0, 5}}}}));
    CHECK_FALSE(reaches_out({{all}, {box(0, 3, 2, 6)}}));
}

TEST_CASE("many edges are compared in a bounded number of steps") {
    std::vector<Area> grid;
    for (int x = 0; x < 60; ++x)
        for (int y = 0; y < 60; ++y) grid.push_back({box(x * 2.0, y, x * 2.0 + 2, y + 1)});
    Overlay neighbours(grid);
    CHECK_FALSE(neighbours.overlap());
    CHECK_FALSE(neighbours.gave_up());
    grid.push_back({box(30.5, 30.25, 31, 30.75)});
    CHECK(overlap(grid));
    // Rings around one point: every ray meets all of them, and every box all others.
    std::vector<Area> rings;
    for (int i = 0; i < 200; ++i) rings.push_back({circle(0, 0, 1 + i * 0.1, 500), circle(0, 0, 0.95 + i * 0.1, 500)});
    Overlay entangled(rings);
    CHECK((entangled.gave_up() || !entangled.overlap()));
}

TEST_CASE("numbers of any size end in an answer") {
    CHECK_NOTHROW(overlap({{box(0, 0, 1e300, 1e300)}, {box(-1e300, -1e300, 1, 1)}}));
    CHECK_NOTHROW(overlap({{box(0, 0, 0, 0)}, {box(0, 0, 0, 0)}}));
    CHECK_NOTHROW(reaches_out({{box(0, 0, 0, 0)}, {box(0, 0, 0, 0)}}));
}
