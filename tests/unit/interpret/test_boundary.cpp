#include "builder/interpret/space/boundary.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "builder/interpret/space/polygon_cut.hpp"

using namespace cairn;

namespace {

using Walk = std::vector<Position>;

double area_of(const Outline& outline) {
    double area = 0;
    for (const Walk& ring : outline.rings) area += signed_area({ring.begin(), ring.end() - 1});
    return area;
}

}  // namespace

TEST_CASE("a walk becomes a closed counterclockwise ring, however it runs") {
    const Walk inside{{5, 5}};
    for (const Walk& walk : {Walk{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, Walk{{0, 0}, {0, 10}, {10, 10}, {10, 0}},
                             Walk{{360, 0}, {370, 0}, {370, 10}, {360, 10}}}) {
        const auto outline = outline_around(walk, inside, 0.1);
        REQUIRE(outline);
        REQUIRE(outline->rings.size() == 1);
        CHECK(outline->rings[0].front() == outline->rings[0].back());
        CHECK(area_of(*outline) == Approx(100));
    }
}

TEST_CASE("what is straight within the tolerance is one edge") {
    Walk walk;
    for (int i = 0; i < 100; ++i) walk.push_back({i * 0.1, 0.05 * std::sin(i)});
    walk.push_back({10, 0});
    walk.push_back({10, 10});
    walk.push_back({0, 10});
    const auto coarse = outline_around(walk, Walk{{5, 5}}, 0.2);
    const auto fine = outline_around(walk, Walk{{5, 5}}, 0.001);
    REQUIRE(coarse);
    REQUIRE(fine);
    CHECK(coarse->rings[0].size() < 10);
    CHECK(fine->rings[0].size() > 50);
}

TEST_CASE("an area across the antimeridian is cut there") {
    const auto outline = outline_around(Walk{{170, -10}, {-170, -10}, {-170, 10}, {170, 10}}, Walk{{180, 0}}, 0.1);
    REQUIRE(outline);
    REQUIRE(outline->rings.size() == 2);
    CHECK(area_of(*outline) == Approx(400));
    for (const Walk& ring : outline->rings) {
        for (const Position& place : ring) CHECK(std::abs(place.lon_deg) >= 170);
    }
}

TEST_CASE("an area that crosses the antimeridian twice is three rings") {
    // A horseshoe: both arms end beyond the antimeridian.
    const Walk walk{{170, -20}, {190, -20}, {190, -10}, {175, -10}, {175, 10}, {190, 10}, {190, 20}, {170, 20}};
    const auto outline = outline_around(walk, Walk{{172, 0}, {185, 15}, {185, -15}}, 0.1);
    REQUIRE(outline);
    CHECK(outline->rings.size() == 3);
    CHECK(area_of(*outline) == Approx(20 * 10 * 2 + 5 * 20));
}

TEST_CASE("a walk round a pole encloses it along the antimeridian") {
    Walk walk;
    for (int lon = 3; lon < 363; lon += 10) walk.push_back({static_cast<double>(lon), 70});
    const auto north = outline_around(walk, Walk{{0, 80}}, 0.1);
    REQUIRE(north);
    REQUIRE(north->rings.size() == 1);
    CHECK(area_of(*north) == Approx(360 * 20));
    const auto south = outline_around(walk, Walk{{0, 0}, {100, -80}}, 0.1);
    REQUIRE(south);
    CHECK(area_of(*south) == Approx(360 * 160));
    std::reverse(walk.begin(), walk.end());
    const auto backwards = outline_around(walk, Walk{{0, 80}}, 0.1);
    REQUIRE(backwards);
    CHECK(area_of(*backwards) == Approx(360 * 20));
}

TEST_CASE("what is no simple outline is none") {
    SECTION("it crosses itself") { CHECK_FALSE(outline_around(Walk{{0, 0}, {10, 10}, {10, 0}, {0, 10}}, {}, 0.1)); }
    SECTION("it does not enclose what is inside") {
        CHECK_FALSE(outline_around(Walk{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, Walk{{20, 5}}, 0.1));
    }
    SECTION("it winds twice") {
        Walk walk;
        for (int lon = 0; lon < 720; lon += 10) walk.push_back({static_cast<double>(lon), 70 + lon / 100.0});
        CHECK_FALSE(outline_around(walk, Walk{{0, 85}}, 0.1));
    }
    SECTION("too few positions, or no numbers") {
        CHECK_FALSE(outline_around(Walk{{0, 0}, {10, 0}}, {}, 0.1));
        CHECK_FALSE(outline_around(Walk{{0, 0}, {10, NAN}, {10, 10}}, {}, 0.1));
        CHECK_FALSE(outline_around(Walk(10, Position{1, 1}), {}, 0.1));
    }
}

TEST_CASE("turns are counted, and longitudes along a walk") {
    CHECK(turns_of(Walk{{0, 80}, {120, 80}, {240, 80}}) == 1);
    CHECK(turns_of(Walk{{0, 80}, {-120, 80}, {-240, 80}}) == -1);
    CHECK(turns_of(Walk{{0, 0}, {10, 0}, {5, 5}}) == 0);
    CHECK(longitudes_along(Walk{{350, 0}, {5, 0}}) == LonInterval::between(350, 365));
}
