// Places: whatever the grid, the box contains every cell, and the same cells in another spelling give the same place.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "builder/group/assemble.hpp"
#include "tests/unit/interpret/datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

using Random = std::mt19937;
constexpr double k_radians = std::numbers::pi / 180;

double between(Random& random, double low, double high) {
    return low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
}

struct Places {
    std::size_t rows = 0;
    std::size_t columns = 0;
    Doubles lat;
    Doubles lon;
};

/// A lattice of steps around the middle of a plane, laid on the sphere at a random place, turned by a random angle:
/// patches over poles and antimeridians, up to 60 degrees wide.
Places any_patch(Random& random) {
    Places places;
    places.rows = 3 + random() % 20;
    places.columns = 3 + random() % 20;
    const double step = between(random, 0.05, 3);
    const double angle = between(random, 0, 360) * k_radians;
    const double middle_lat = between(random, -90, 90) * k_radians;
    const double middle_lon = between(random, -180, 180);
    for (std::size_t row = 0; row < places.rows; ++row) {
        for (std::size_t column = 0; column < places.columns; ++column) {
            const double u = (static_cast<double>(column) - static_cast<double>(places.columns - 1) / 2) * step;
            const double v = (static_cast<double>(row) - static_cast<double>(places.rows - 1) / 2) * step;
            const double x = u * std::cos(angle) - v * std::sin(angle);  // towards the east
            const double y = u * std::sin(angle) + v * std::cos(angle);
            const double distance = std::hypot(x, y) * k_radians;
            const double bearing = std::atan2(x, y);
            const double lat = std::asin(std::sin(middle_lat) * std::cos(distance) +
                                         std::cos(middle_lat) * std::sin(distance) * std::cos(bearing));
            const double lon = std::atan2(std::sin(bearing) * std::sin(distance) * std::cos(middle_lat),
                                          std::cos(distance) - std::sin(middle_lat) * std::sin(lat));
            places.lat.push_back(lat / k_radians);
            places.lon.push_back(std::remainder(middle_lon + lon / k_radians, 360));
        }
    }
    return places;
}

DatasetBuilder dataset_of(const Places& places) {
    DatasetBuilder build;
    build.dimension("y", places.rows).dimension("x", places.columns);
    build.variable("lat", {"y", "x"}, {text("units", "degrees_north")}, places.lat);
    build.variable("lon", {"y", "x"}, {text("units", "degrees_east")}, places.lon);
    build.variable("t", {"y", "x"}, {text("coordinates", "lat lon")});
    return build;
}

Footprint footprint_of(const Places& places) { return dataset_of(places).read().granule.footprint; }

bool contains(const Box& box, double lat, double lon) {
    constexpr double k_noise = 1e-6;
    if (lat < box.lat.south_deg - k_noise || lat > box.lat.north_deg + k_noise) return false;
    return box.lon.contains(lon) || box.lon.contains(lon + k_noise) || box.lon.contains(lon - k_noise);
}

/// In one of the rings, or no farther from an edge than the tolerance.
bool covers(const Outline& outline, double lat, double lon, double tolerance) {
    for (const std::vector<Position>& ring : outline.rings) {
        for (const double turn : {0, -360, 360}) {
            bool inside = false;
            double nearest = HUGE_VAL;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const Position& a = ring[i];
                const Position& b = ring[i + 1];
                const double x = lon + turn;
                if ((a.lat_deg > lat) != (b.lat_deg > lat) &&
                    x < a.lon_deg + (lat - a.lat_deg) / (b.lat_deg - a.lat_deg) * (b.lon_deg - a.lon_deg))
                    inside = !inside;
                const double dx = b.lon_deg - a.lon_deg;
                const double dy = b.lat_deg - a.lat_deg;
                const double length2 = dx * dx + dy * dy;
                const double share =
                    length2 == 0 ? 0 : std::clamp(((x - a.lon_deg) * dx + (lat - a.lat_deg) * dy) / length2, 0.0, 1.0);
                nearest = std::min(nearest, std::hypot(x - a.lon_deg - share * dx, lat - a.lat_deg - share * dy));
            }
            if (inside || nearest <= tolerance) return true;
        }
    }
    return false;
}

void check_ring(const std::vector<Position>& ring, const Box& box) {
    REQUIRE(ring.size() >= 4);
    CHECK(ring.front() == ring.back());
    double twice_area = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        CHECK(std::abs(ring[i].lon_deg) <= 180);
        CHECK(contains(box, ring[i].lat_deg, ring[i].lon_deg));
        twice_area += ring[i].lon_deg * ring[i + 1].lat_deg - ring[i + 1].lon_deg * ring[i].lat_deg;
    }
    CHECK(twice_area > 0);  // counterclockwise
}

std::string text_of(const Footprint& footprint) {
    std::string result = box_text(footprint);
    if (footprint.outline) result += " " + std::to_string(footprint.outline->rings.size());
    return result;
}

}  // namespace

TEST_CASE("the box and the outline of a patch contain every cell") {
    Random random(20201);
    std::size_t outlines = 0;
    for (int round = 0; round < 400; ++round) {
        const Places places = any_patch(random);
        const Footprint footprint = footprint_of(places);
        REQUIRE(footprint.box);
        INFO("round " << round << ": " << text_of(footprint));
        for (std::size_t i = 0; i < places.lat.size(); ++i) {
            REQUIRE(contains(*footprint.box, places.lat[i], places.lon[i]));
        }
        if (!footprint.outline) continue;
        ++outlines;
        for (const std::vector<Position>& ring : footprint.outline->rings) check_ring(ring, *footprint.box);
        for (std::size_t i = 0; i < places.lat.size(); ++i) {
            REQUIRE(covers(*footprint.outline, places.lat[i], places.lon[i], 0.100001));
        }
    }
    CHECK(outlines > 300);  // the others are those whose edge passes a pole within a cell
}

TEST_CASE("the box of a patch is no wider than its cells, unless a pole lies among them") {
    Random random(7);
    for (int round = 0; round < 200; ++round) {
        const Places places = any_patch(random);
        const Footprint footprint = footprint_of(places);
        std::vector<LonInterval> points;
        for (const double lon : places.lon) points.push_back(LonInterval::between(lon, lon));
        INFO("round " << round << ": " << text_of(footprint));
        if (footprint.box->lon.is_full()) {
            CHECK((footprint.box->lat.north_deg == 90 || footprint.box->lat.south_deg == -90));
        } else {
            CHECK(footprint.box->lon.width_deg() <= hull(points).width_deg() + 1e-6);
        }
    }
}

TEST_CASE("a shift by a turn, another direction of the rows or of the columns, change no place") {
    Random random(11);
    for (int round = 0; round < 100; ++round) {
        const Places places = any_patch(random);
        const std::string expected = text_of(footprint_of(places));
        INFO("round " << round);
        Places shifted = places;
        for (double& lon : shifted.lon) lon += lon < 0 ? 360 : 0;
        CHECK(text_of(footprint_of(shifted)) == expected);
        Places backwards = places;
        std::reverse(backwards.lat.begin(), backwards.lat.end());
        std::reverse(backwards.lon.begin(), backwards.lon.end());
        CHECK(text_of(footprint_of(backwards)) == expected);
        Places transposed{places.columns, places.rows, {}, {}};
        for (std::size_t column = 0; column < places.columns; ++column) {
            for (std::size_t row = 0; row < places.rows; ++row) {
                transposed.lat.push_back(places.lat[row * places.columns + column]);
                transposed.lon.push_back(places.lon[row * places.columns + column]);
            }
        }
        CHECK(text_of(footprint_of(transposed)) == expected);
    }
}

TEST_CASE("where a cyclic longitude begins changes nothing, on axes and on a lattice") {
    Random random(13);
    for (int round = 0; round < 100; ++round) {
        const std::size_t columns = 20 + random() % 60;
        const std::size_t rows = 4 + random() % 20;
        const double step = 360.0 / static_cast<double>(columns);
        const double south = between(random, -80, 0);
        const double height = between(random, 0.5, 3);
        std::string expected_axes;
        std::string expected_lattice;
        for (const std::size_t start : {std::size_t{0}, columns / 3, columns - 1}) {
            Doubles lon = axis(0, step, columns);
            std::rotate(lon.begin(), lon.begin() + static_cast<std::ptrdiff_t>(start), lon.end());
            const Doubles lat = axis(south, height, rows);
            DatasetBuilder build;
            build.dimension("lat", rows).dimension("lon", columns);
            build.variable("lat", {"lat"}, {text("units", "degrees_north")}, lat);
            build.variable("lon", {"lon"}, {text("units", "degrees_east")}, lon);
            build.variable("t", {"lat", "lon"}, {});
            Places places{rows, columns, {}, {}};
            for (const double y : lat) {
                for (const double x : lon) {
                    places.lat.push_back(y);
                    places.lon.push_back(x);
                }
            }
            const std::string axes = text_of(build.read().granule.footprint);
            const std::string lattice = text_of(footprint_of(places));
            if (start == 0) {
                expected_axes = axes;
                expected_lattice = lattice;
            }
            CHECK(axes == expected_axes);
            CHECK(lattice == expected_lattice);
        }
    }
}

TEST_CASE("the union of granules does not depend on their order, contains all, and shrinks when one goes") {
    Random random(17);
    for (int round = 0; round < 200; ++round) {
        std::vector<Box> boxes;
        const std::size_t count = 2 + random() % 12;
        for (std::size_t i = 0; i < count; ++i) {
            const double west = between(random, -180, 180);
            const double south = between(random, -90, 80);
            boxes.push_back({LonInterval::between(west, west + between(random, 0, 40)), {south, south + 10}});
        }
        const Box united = *hull(boxes);
        for (const Box& box : boxes) {
            CHECK(contains(united, box.lat.south_deg, box.lon.west_deg()));
            CHECK(contains(united, box.lat.north_deg, box.lon.east_deg()));
        }
        const std::vector<Box> in_order = boxes;
        std::shuffle(boxes.begin(), boxes.end(), random);
        CHECK(*hull(boxes) == united);
        boxes.pop_back();
        const Box smaller = *hull(boxes);
        CHECK(smaller.lon.width_deg() <= united.lon.width_deg() + 1e-9);
        CHECK(smaller.lat.south_deg >= united.lat.south_deg);
    }
}

TEST_CASE("projected grids contain their cells wherever they lie") {
    Random random(19);
    for (int round = 0; round < 60; ++round) {
        const double lat_0 = between(random, -90, 90);
        const double lon_0 = between(random, -180, 180);
        const double half_m = between(random, 5e4, 3e6);
        DatasetBuilder build;
        build.dimension("y", 11).dimension("x", 11);
        for (const char* name : {"x", "y"}) {
            build.variable(
                name, {name},
                {text("standard_name", std::string("projection_") + name + "_coordinate"), text("units", "m")},
                axis(-half_m, half_m / 5, 11));
        }
        build.variable(
            "crs", {},
            {text("grid_mapping_name", "azimuthal_equidistant"), number("latitude_of_projection_origin", lat_0),
             number("longitude_of_projection_origin", lon_0), number("earth_radius", 6'371'000)});
        build.variable("t", {"y", "x"}, {text("grid_mapping", "crs")});
        const Footprint footprint = build.read().granule.footprint;
        INFO("round " << round << ": " << lat_0 << " " << lon_0 << " " << half_m << ": " << text_of(footprint));
        REQUIRE(footprint.box);
        for (int i = 0; i < 50; ++i) {  // along great circles from the middle distances are true
            const double x = between(random, -half_m, half_m);
            const double y = between(random, -half_m, half_m);
            const double distance = std::hypot(x, y) / 6'371'000;
            const double bearing = std::atan2(x, y);
            const double sine = std::sin(lat_0 * k_radians) * std::cos(distance) +
                                std::cos(lat_0 * k_radians) * std::sin(distance) * std::cos(bearing);
            const double lat = std::asin(sine) / k_radians;
            const double lon = lon_0 + std::atan2(std::sin(bearing) * std::sin(distance) * std::cos(lat_0 * k_radians),
                                                  std::cos(distance) - std::sin(lat_0 * k_radians) * sine) /
                                           k_radians;
            REQUIRE(contains(*footprint.box, lat, lon));
            if (footprint.outline) REQUIRE(covers(*footprint.outline, lat, std::remainder(lon, 360), 0.100001));
        }
    }
}
