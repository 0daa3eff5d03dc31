#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "builder/model/footprint.hpp"

using namespace cairn;

namespace {

std::array<double, 4> box(const LonInterval& lon) { return bbox_of({lon, {-10, 10}}); }

std::array<double, 4> box(double west, double east) { return box(LonInterval::between(west, east)); }

using Bbox = std::array<double, 4>;

}  // namespace

TEST_CASE("an interval begins empty") {
    const LonInterval empty;
    CHECK(empty.is_empty());
    CHECK_FALSE(empty.is_full());
    CHECK(empty.width_deg() == 0);
    CHECK_FALSE(empty.contains(0));
    CHECK(hull(std::vector<LonInterval>{}).is_empty());
    CHECK(hull(std::vector<LonInterval>{empty, empty}).is_empty());
    CHECK(hull(std::vector<LonInterval>{empty, LonInterval::between(1, 2)}) == LonInterval::between(1, 2));
}

TEST_CASE("any convention of longitudes gives one spelling") {
    CHECK(box(10, 20) == Bbox{10, -10, 20, 10});
    CHECK(box(350, 370) == Bbox{-10, -10, 10, 10});
    CHECK(box(-10, 10) == box(350, 370));
    CHECK(box(350, 10) == box(350, 370));
    CHECK(box(190, 200) == Bbox{-170, -10, -160, 10});
    CHECK(box(170, 190) == Bbox{170, -10, -170, 10});
    CHECK(box(170, -170) == box(170, 190));
    CHECK(box(170, 180) == Bbox{170, -10, 180, 10});
    CHECK(box(180, 190) == Bbox{-180, -10, -170, 10});
    CHECK(box(-180, -170) == box(180, 190));
    CHECK(box(540, 550) == box(180, 190));
    CHECK(box(5, 5) == Bbox{5, -10, 5, 10});
    CHECK(box(3600 * 100 + 10, 3600 * 100 + 20) == box(10, 20));
    CHECK(LonInterval::between(170, 190).crosses_antimeridian());
    CHECK_FALSE(LonInterval::between(170, 180).crosses_antimeridian());
    CHECK_FALSE(LonInterval::between(180, 190).crosses_antimeridian());
}

TEST_CASE("a whole turn is full") {
    for (const auto& [west, east] : {std::pair(-180.0, 180.0), {0.0, 360.0}, {-0.5, 359.5}, {0.0, 1000.0}}) {
        CHECK(LonInterval::between(west, east).is_full());
        CHECK(box(west, east) == Bbox{-180, -10, 180, 10});
    }
    CHECK_FALSE(LonInterval::between(0, 359).is_full());
    CHECK(LonInterval::full().width_deg() == 360);
    CHECK(LonInterval::full().contains(77));
}

// Without this the box of the whole globe would be written as a line, or as one that crosses the antimeridian by
// nothing.
TEST_CASE("errors of rounding do not turn a box inside out") {
    CHECK(LonInterval::between(-0.05, 359.95 - 1e-10).is_full());
    CHECK(LonInterval::between(0.1F, 360.1F).is_full());
    CHECK(box(170, 180 + 1e-12) == Bbox{170, -10, 180, 10});
    CHECK(box(180 - 1e-12, 190) == Bbox{-180, -10, -170, 10});
    CHECK(box(-180 - 1e-14, -170) == Bbox{-180, -10, -170, 10});
    CHECK(box(0, 359.999) == Bbox{0, -10, -0.001, 10});
}

TEST_CASE("boxes are written with six decimals, and without a negative zero") {
    const std::array<double, 4> bbox = box(-1e-9, 0.1234567);
    CHECK(bbox[2] == 0.123457);
    CHECK(bbox[0] == 0);
    CHECK_FALSE(std::signbit(bbox[0]));
}

TEST_CASE("the hull leaves out the largest gap") {
    const auto hull_of = [](std::vector<std::pair<double, double>> arcs) {
        std::vector<LonInterval> intervals;
        for (const auto& [west, east] : arcs) intervals.push_back(LonInterval::between(west, east));
        return hull(intervals);
    };
    CHECK(hull_of({{10, 20}, {30, 40}}) == LonInterval::between(10, 40));
    CHECK(hull_of({{170, 175}, {-175, -170}}) == LonInterval::between(170, 190));
    CHECK(hull_of({{170, 190}, {-100, -90}}) == LonInterval::between(170, 270));
    CHECK(hull_of({{10, 20}, {12, 15}}) == LonInterval::between(10, 20));
    CHECK(hull_of({{0, 180}, {180, 360}}).is_full());
    CHECK(hull_of({{-180, -60}, {-60, 60}, {60, 180}}).is_full());
    CHECK(hull_of({{0, 200}, {190, 350}}) == LonInterval::between(0, 350));
    CHECK(hull_of({{5, 5}}) == LonInterval::between(5, 5));
    CHECK(hull(std::vector{LonInterval::full(), LonInterval::between(1, 2)}).is_full());
}

TEST_CASE("one interval is its own hull, a point too") {
    std::mt19937 random(13);
    std::uniform_real_distribution<double> degrees(-400, 400);
    for (int i = 0; i < 10'000; ++i) {
        const double west = degrees(random);
        const LonInterval interval =
            LonInterval::between(west, west + (i % 2 == 0 ? 0 : std::abs(degrees(random)) / 2));
        CAPTURE(interval.west_deg(), interval.east_deg());
        REQUIRE(hull(std::vector{interval}).width_deg() == Approx(interval.width_deg()).margin(1e-9));
        REQUIRE(hull(std::vector{interval, interval}).west_deg() == interval.west_deg());
    }
}

TEST_CASE("the hull contains all, whatever the order, and is no wider than it must be") {
    std::mt19937 random(11);
    // Whole degrees: equality is exact, and gaps of equal width come up.
    std::uniform_int_distribution<int> degrees(-400, 400);
    std::uniform_int_distribution<int> widths(0, 120);
    for (int round = 0; round < 2000; ++round) {
        std::vector<LonInterval> intervals;
        std::vector<bool> covered(360, false);
        for (int i = 0; i < 1 + round % 5; ++i) {
            const int west = degrees(random);
            const int width = widths(random);
            intervals.push_back(LonInterval::between(west, west + width));
            for (int d = 0; d < width; ++d) covered[static_cast<std::size_t>((west + d + 720) % 360)] = true;
        }
        const LonInterval whole = hull(intervals);
        std::shuffle(intervals.begin(), intervals.end(), random);
        REQUIRE(hull(intervals) == whole);
        for (const LonInterval& interval : intervals) {
            REQUIRE(whole.contains(interval.west_deg()));
            REQUIRE(whole.contains(interval.east_deg()));
            REQUIRE(whole.contains(interval.west_deg() + interval.width_deg() / 2));
        }
        REQUIRE(hull(std::vector{whole, intervals.front()}) == whole);
        // Points cover no degree, so the largest run of uncovered degrees is only an upper bound of the gap.
        std::size_t run = 0;
        std::size_t largest = 0;
        for (std::size_t d = 0; d < 720; ++d) {
            run = covered[d % 360] ? 0 : run + 1;
            largest = std::max(largest, std::min<std::size_t>(run, 360));
        }
        REQUIRE(360 - whole.width_deg() <= static_cast<double>(largest));
        const bool no_points = std::all_of(intervals.begin(), intervals.end(),
                                           [](const LonInterval& interval) { return interval.width_deg() > 0; });
        if (no_points) REQUIRE(360 - whole.width_deg() == static_cast<double>(largest));
    }
}

TEST_CASE("the hull has all edges as plain numbers, on both sides of the antimeridian") {
    std::mt19937 random(17);
    const std::vector<double> edges{-180, -179.5, -90, 0, 0.25, 90, 170, 179.5, 180};
    const auto edge = [&] { return edges[random() % edges.size()]; };
    const auto has = [](const LonInterval& arc, double lon) {
        const bool is_west_of_east = arc.west_deg() <= arc.east_deg();
        return is_west_of_east ? lon >= arc.west_deg() && lon <= arc.east_deg()
                               : lon >= arc.west_deg() || lon <= arc.east_deg();
    };
    for (int round = 0; round < 5000; ++round) {
        std::vector<LonInterval> intervals;
        for (int i = 0; i < 1 + round % 4; ++i) {
            const double west = edge();
            intervals.push_back(LonInterval::arc(west, random() % 3 == 0 ? west : edge()));
        }
        const LonInterval whole = hull(intervals);
        for (const LonInterval& interval : intervals) {
            CAPTURE(interval.west_deg(), interval.east_deg(), whole.west_deg(), whole.east_deg());
            REQUIRE(has(whole, interval.west_deg()));
            REQUIRE(has(whole, interval.east_deg()));
        }
        REQUIRE(hull(std::vector{whole, intervals.front()}) == whole);
        std::reverse(intervals.begin(), intervals.end());
        REQUIRE(hull(intervals) == whole);
    }
}

TEST_CASE("growing a hull piece by piece loses nothing") {
    std::mt19937 random(12);
    std::uniform_real_distribution<double> degrees(-400, 400);
    for (int round = 0; round < 500; ++round) {
        std::vector<LonInterval> intervals;
        LonInterval grown;
        for (int i = 0; i < 4; ++i) {
            const double west = degrees(random);
            intervals.push_back(LonInterval::between(west, west + std::abs(degrees(random)) / 5));
            grown = hull(std::vector{grown, intervals.back()});
        }
        for (const LonInterval& interval : intervals) {
            CHECK(grown.contains(interval.west_deg() + interval.width_deg() / 2));
        }
        CHECK(grown.width_deg() >= hull(intervals).width_deg() - 1e-9);
    }
}

TEST_CASE("boxes are joined in both directions") {
    CHECK_FALSE(hull(std::vector<Box>{}).has_value());
    const std::vector<Box> boxes{{LonInterval::between(170, 175), {-10, 5}},
                                 {LonInterval::between(-175, -170), {0, 20}}};
    CHECK(bbox_of(*hull(boxes)) == Bbox{170, -10, -170, 20});
}

TEST_CASE("outlines of one area in two resolutions are alike, others are not") {
    const Outline square{{{{0, 0}, {10, 1}, {9, 11}, {-1, 10}, {0, 0}}}};
    const Outline finer{{{{0, 0}, {5, 0.501}, {10, 1}, {9, 11}, {-1, 10}, {0, 0}}}};
    const Outline mirrored{{{{0, 1}, {10, 0}, {11, 10}, {1, 11}, {0, 1}}}};
    CHECK(are_alike(square, finer, 0.01));
    CHECK(are_alike(finer, square, 0.01));
    CHECK_FALSE(are_alike(square, finer, 0.0001));
    CHECK_FALSE(are_alike(square, mirrored, 0.01));
    CHECK_FALSE(are_alike(square, Outline{}, 0.01));
}
