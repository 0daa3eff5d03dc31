#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Evidence;
using cairn::Footprint;

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

using Place = std::function<std::pair<double, double>(double row, double column)>;  ///< latitude, longitude

/// sst(y, x) with lat(y, x) and lon(y, x).
DatasetBuilder curvilinear(std::size_t rows, std::size_t columns, const Place& place) {
    Doubles lat;
    Doubles lon;
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            const auto [y, x] = place(static_cast<double>(row), static_cast<double>(column));
            lat.push_back(y);
            lon.push_back(x);
        }
    }
    DatasetBuilder build;
    build.dimension("y", rows).dimension("x", columns);
    build.variable("lat", {"y", "x"}, {text("units", "degrees_north")}, lat);
    build.variable("lon", {"y", "x"}, {text("units", "degrees_east")}, lon);
    build.variable("sst", {"y", "x"}, {text("coordinates", "lat lon")});
    return build;
}

/// A patch that leans: 6 by 8 cells of one degree, each row half a degree farther east.
DatasetBuilder leaning() {
    return curvilinear(6, 8, [](double row, double column) { return std::pair(40 + row, 10 + column + row / 2); });
}

/// Around the pole of a grid whose own pole is at latitude `tilt_deg` north of the equator, from polar distance 0.5.
std::pair<double, double> turned(double polar_distance_deg, double angle_deg, double tilt_deg) {
    const double r = std::numbers::pi / 180;
    const double lat = (90 - polar_distance_deg) * r;
    const double tilt = (90 - tilt_deg) * r;
    const double x = std::cos(lat) * std::cos(angle_deg * r);
    const double y = std::cos(lat) * std::sin(angle_deg * r);
    const double z = std::sin(lat);
    const double x2 = x * std::cos(tilt) + z * std::sin(tilt);
    const double z2 = -x * std::sin(tilt) + z * std::cos(tilt);
    return {std::asin(z2) / r, std::atan2(y, x2) / r};
}

Footprint footprint_of(const DatasetBuilder& build) { return build.read().granule.footprint; }
std::size_t positions_in(const Footprint& footprint) {
    return footprint.outline ? footprint.outline->rings.front().size() : 0;
}

}  // namespace

TEST_CASE("a patch has its edge as outline") {
    const Footprint footprint = footprint_of(leaning());
    CHECK(box_text(footprint) == "10 40 19.5 45");
    CHECK(footprint.evidence == Evidence::coordinates);
    REQUIRE(footprint.outline);
    REQUIRE(footprint.outline->rings.size() == 1);
    CHECK(footprint.outline->rings[0] ==
          std::vector<cairn::Position>{{10, 40}, {17, 40}, {19.5, 45}, {12.5, 45}, {10, 40}});
}

TEST_CASE("an outline is as fine as the policy asks") {
    // Rows whose latitude bends by half a degree.
    const auto bent = curvilinear(4, 60, [](double row, double column) {
        return std::pair(40 + row / 2 + std::sin(column / 19) / 2, 10 + column / 2);
    });
    const auto positions = [&](double tolerance_deg) {
        cairn::Policies policies;
        policies.footprint_tolerance_deg = tolerance_deg;
        return positions_in(cairn::interpret(bent.dataset(), policies).granule.footprint);
    };
    CHECK(positions(0.001) > positions(0.1));
    CHECK(positions(0.1) >= 5);
    CHECK(positions(0.1) == positions_in(footprint_of(bent)));
}

TEST_CASE("masked cells are skipped") {
    auto build = leaning();
    const auto mask = [&](std::size_t cell, double value) {
        auto lat = Doubles();
        for (std::size_t i = 0; i < 48; ++i) lat.push_back(40 + static_cast<double>(i / 8));
        lat[cell] = value;
        build.values("lat", lat);
        build.values("lon", build.dataset().groups[0].variables[1].values);
    };
    const std::size_t inner = 2 * 8 + 3;
    SECTION("missing") { mask(inner, k_nan); }
    SECTION("no latitude") { mask(inner, 1e20); }
    const Footprint footprint = footprint_of(build);
    CHECK(box_text(footprint) == "10 40 19.5 45");
    CHECK(positions_in(footprint) == 5);
}

TEST_CASE("with a hole at its edge a patch has the box") {
    const auto read = curvilinear(6, 8, [](double row, double column) {
                          return std::pair(row == 0 && column == 0 ? k_nan : 40 + row, 10 + column + row / 2);
                      }).read();
    CHECK(box_text(read.granule.footprint) == "10.5 40 19.5 45");
    CHECK(positions_in(read.granule.footprint) == 0);
}

TEST_CASE("zeros in both coordinates of many cells are no place") {
    const auto read = curvilinear(6, 8, [](double row, double column) {
                          return column > 5 ? std::pair(0.0, 0.0) : std::pair(40 + row, 10 + column);
                      }).read();
    CHECK(box_text(read.granule.footprint) == "10 40 15 45");
    CHECK(has_finding(read, "grid", "12 cells have values that are no place"));
}

TEST_CASE("coordinates that are none have a reason") {
    const auto read = curvilinear(6, 8, [](double row, double column) { return std::pair(1e5 * row, 1e5 * column); });
    CHECK(read.read().granule.footprint.reason.find("are no latitudes and longitudes") != std::string::npos);
}

TEST_CASE("a patch across the antimeridian is two rings") {
    const Footprint footprint = footprint_of(
        curvilinear(6, 8, [](double row, double column) { return std::pair(-20 + row, 176 + column + row / 10); }));
    CHECK(box_text(footprint) == "176 -20 -176.5 -15");
    REQUIRE(footprint.outline);
    CHECK(footprint.outline->rings.size() == 2);
}

TEST_CASE("a grid that goes round is the globe, wherever it begins") {
    for (const double start : {0.0, -180.0, 73.0, 300.0}) {
        const Footprint footprint = footprint_of(curvilinear(18, 36, [&](double row, double column) {
            return std::pair(-85 + 10 * row, std::fmod(start + 10 * column, 360));
        }));
        CHECK(box_text(footprint) == "-180 -85 180 85");
        CHECK(positions_in(footprint) == 0);
    }
}

TEST_CASE("cells that surround a pole reach it") {
    // The grid's own pole lies over Greenland; the true one is among its cells.
    const Footprint footprint = footprint_of(
        curvilinear(40, 72, [](double row, double column) { return turned(2 + 2 * row, 5 * column, 75); }));
    CHECK(footprint.box->lat.north_deg == 90);
    CHECK(footprint.box->lon.is_full());
    CHECK(footprint.box->lat.south_deg < 0);
}

TEST_CASE("a patch over a pole encloses it") {
    const Footprint footprint = footprint_of(curvilinear(21, 21, [](double row, double column) {
        const double x = column - 10.3;
        const double y = row - 9.6;
        return std::pair(90 - std::hypot(x, y), std::atan2(y, x) * 180 / std::numbers::pi);
    }));
    CHECK(footprint.box->lon.is_full());
    CHECK(footprint.box->lat.north_deg == 90);
    REQUIRE(footprint.outline);
    const auto& ring = footprint.outline->rings.front();
    CHECK(std::count_if(ring.begin(), ring.end(), [](const cairn::Position& p) { return p.lat_deg == 90; }) >= 2);
}

TEST_CASE("vertices beat centres where they lie around them") {
    auto build = leaning();
    Doubles lat_vertices;
    Doubles lon_vertices;
    for (std::size_t row = 0; row < 6; ++row) {
        for (std::size_t column = 0; column < 8; ++column) {
            const double lat = 40 + static_cast<double>(row);
            const double lon = 10 + static_cast<double>(column) + static_cast<double>(row) / 2;
            for (const double y : {-0.5, 0.5}) {
                for (const double x : {0.5 * (y < 0 ? -1 : 1), 0.5 * (y < 0 ? 1 : -1)}) {
                    lat_vertices.push_back(lat + y);
                    lon_vertices.push_back(lon + x + y / 2);
                }
            }
        }
    }
    build.dimension("v", 4);
    build.set("lat", text("bounds", "lat_v")).set("lon", text("bounds", "lon_v"));
    SECTION("used") {
        build.variable("lat_v", {"y", "x", "v"}, {}, lat_vertices);
        build.variable("lon_v", {"y", "x", "v"}, {}, lon_vertices);
        const Footprint footprint = footprint_of(build);
        CHECK(box_text(footprint) == "9.25 39.5 20.25 45.5");
        CHECK(footprint.evidence == Evidence::bounds);
        CHECK(positions_in(footprint) == 5);
    }
    SECTION("zeros") {
        build.variable("lat_v", {"y", "x", "v"}, {}, Doubles(192, 0));
        build.variable("lon_v", {"y", "x", "v"}, {}, Doubles(192, 0));
        CHECK(box_text(footprint_of(build)) == "10 40 19.5 45");
        CHECK(
            build.read().granule.notes[0] ==
            "Bounds 'lat_v' and 'lon_v' of 'lat' and 'lon' are not used: in 48 of 48 cells they do not lie around the "
            "centre.");
    }
}

TEST_CASE("[19] a listed coordinate that is absent does not matter") {
    auto build = leaning();
    build.set("sst", text("coordinates", "XTIME lon lat"));
    CHECK(box_text(footprint_of(build)) == "10 40 19.5 45");
}

TEST_CASE("tracks in rows are no lattice") {
    auto build = leaning();
    build.global(text("featureType", "trajectory"));
    const Footprint footprint = footprint_of(build);
    CHECK(box_text(footprint) == "10 40 19.5 45");
    CHECK_FALSE(footprint.outline);
}

TEST_CASE("a swath with a time of one step is one layer") {
    Doubles lat;
    Doubles lon;
    for (int i = 0; i < 12; ++i) {
        lat.push_back(40 + i / 4);
        lon.push_back(10 + i % 4);
    }
    DatasetBuilder build;
    build.dimension("time", 1).dimension("scan", 3).dimension("pixel", 4);
    build.variable("lat", {"time", "scan", "pixel"}, {text("units", "degrees_north")}, lat);
    build.variable("lon", {"time", "scan", "pixel"}, {text("units", "degrees_east")}, lon);
    build.variable("t", {"time", "scan", "pixel"}, {text("coordinates", "lon lat")});
    CHECK(positions_in(footprint_of(build)) == 5);
    SECTION("as are several when the grid does not move") {
        Doubles twice = lat;
        twice.insert(twice.end(), lat.begin(), lat.end());
        DatasetBuilder two;
        two.dimension("time", 2).dimension("scan", 3).dimension("pixel", 4);
        two.variable("lat", {"time", "scan", "pixel"}, {text("units", "degrees_north")}, twice);
        Doubles lons = lon;
        lons.insert(lons.end(), lon.begin(), lon.end());
        two.variable("lon", {"time", "scan", "pixel"}, {text("units", "degrees_east")}, lons);
        two.variable("t", {"time", "scan", "pixel"}, {text("coordinates", "lon lat")});
        CHECK(positions_in(footprint_of(two)) == 5);
        lons.back() += 1;
        two.remove("lon").variable("lon", {"time", "scan", "pixel"}, {text("units", "degrees_east")}, lons);
        CHECK(positions_in(footprint_of(two)) == 0);
        CHECK(box_text(footprint_of(two)) == "10 40 14 42");
    }
}

TEST_CASE("radians are degrees") {
    const double r = std::numbers::pi / 180;
    auto build = curvilinear(
        6, 8, [&](double row, double column) { return std::pair((40 + row) * r, (10 + column + row / 2) * r); });
    build.set("lat", text("units", "radian")).set("lat", text("standard_name", "latitude"));
    build.set("lon", text("units", "radian")).set("lon", text("standard_name", "longitude"));
    CHECK(box_text(footprint_of(build)) == "10 40 19.5 45");
}
