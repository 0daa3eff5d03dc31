// Places that nobody stated: each dataset has one thing that tempts to a wrong box.
#include <catch2/catch.hpp>
#include <numeric>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

std::string box_of(const DatasetBuilder& build) { return box_text(build.read().granule.footprint); }
std::string reason_of(const DatasetBuilder& build) { return build.read().granule.footprint.reason; }

Attribute north() { return text("units", "degrees_north"); }
Attribute east() { return text("units", "degrees_east"); }

DatasetBuilder lattice(const Doubles& lat, const Doubles& lon) {
    DatasetBuilder build;
    build.dimension("y", 2).dimension("x", 2);
    build.variable("lat", {"y", "x"}, {north()}, lat);
    build.variable("lon", {"y", "x"}, {east()}, lon);
    build.variable("t", {"y", "x"}, {text("coordinates", "lat lon")});
    return build;
}

DatasetBuilder counted_axes(const std::string& y, const std::string& x, double first, std::size_t count) {
    DatasetBuilder build;
    build.dimension(y, count).dimension(x, count);
    build.variable(y, {y}, {north()}, axis(first, 1, count));
    build.variable(x, {x}, {east()}, axis(first, 1, count));
    build.variable("t", {y, x}, {});
    return build;
}

}  // namespace

TEST_CASE("coordinates without a single value have no box") {
    const Doubles missing(4, std::nan(""));
    CHECK(box_of(lattice(missing, missing)).empty());
    CHECK(box_of(lattice({0, 0, 0, 0}, {0, 0, 0, 0})).empty());
    auto build = monthly_means();
    build.values("lon", Doubles(36, std::nan(""))).drop("lon", "bounds");
    CHECK(box_of(build).empty());
    CHECK(reason_of(build).find("missing") != std::string::npos);
}

TEST_CASE("an axis whose values and bounds are all missing has no box") {
    auto build = monthly_means();
    build.values("lon", Doubles(36, std::nan(""))).values("lon_bnds", Doubles(72, std::nan("")));
    CHECK(box_of(build).empty());
    CHECK_FALSE(reason_of(build).empty());
}

TEST_CASE("a staggered grid that was never written costs the others nothing, and is said") {
    auto build = lattice({66, 66, 67, 67}, {12, 13, 12, 13});
    build.dimension("x_u", 1);
    build.variable("lat_u", {"y", "x_u"}, {north()}, Doubles{0, 0});
    build.variable("lon_u", {"y", "x_u"}, {east()}, Doubles{0, 0});
    build.variable("u", {"y", "x_u"}, {text("coordinates", "lat_u lon_u")});
    const auto read = build.read();
    CHECK(box_text(read.granule.footprint) == "12 66 13 67");
    CHECK(std::any_of(read.granule.notes.begin(), read.granule.notes.end(),
                      [](const std::string& note) { return note.find("lat_u") != std::string::npos; }));
}

TEST_CASE("longitudes that went round more than once are taken modulo 360") {
    CHECK(box_of(lattice({60, 60, 80, 80}, {74, 100, 794, 1010})) == "-70 60 100 80");
    auto build = monthly_means();
    build.drop("lon", "bounds").values("lon", Doubles{730, 740, 750});
    CHECK(box_of(build).substr(0, 3) == "10 ");
}

TEST_CASE("numbers of rows and columns are no degrees") {
    CHECK(box_of(counted_axes("grid_yt", "grid_xt", 1, 48)).empty());
    CHECK(box_of(counted_axes("grid_yt", "grid_xt", 1, 96)).empty());
    CHECK(box_of(counted_axes("j", "i", 0, 10)).empty());
    CHECK(box_of(counted_axes("lat", "lon", 1, 48)).empty());
    CHECK(reason_of(counted_axes("grid_yt", "grid_xt", 1, 48)).find("number rows and columns") != std::string::npos);
    SECTION("a small area may begin at 1, and one that begins elsewhere counts nothing") {
        CHECK(box_of(counted_axes("lat", "lon", 1, 3)) == "1 1 3 3");
        CHECK(box_of(counted_axes("grid_yt", "grid_xt", 5, 20)) == "5 5 24 24");
    }
    SECTION("beside them, coordinates of two dimensions are the place") {
        auto build = counted_axes("grid_yt", "grid_xt", 1, 2);
        build.variable("glat", {"grid_yt", "grid_xt"}, {north()}, Doubles{10, 10, 11, 11});
        build.variable("glon", {"grid_yt", "grid_xt"}, {east()}, Doubles{20, 21, 20, 21});
        CHECK(box_of(build) == "20 10 21 11");
    }
}

TEST_CASE("the place of a platform is not that of the data") {
    auto build = lattice({33, 33, 35, 35}, {-67, -64, -67, -64});
    const auto add_scalars = [&](const std::string& lat, const std::string& lon) {
        build.variable(lat, {}, {north(), text("standard_name", "latitude")}, Doubles{0});
        build.variable(lon, {}, {east(), text("standard_name", "longitude")}, Doubles{-75});
        build.variable("height", {}, {text("units", "km")}, Doubles{35786});
    };
    SECTION("named after the satellite") {
        add_scalars("nominal_satellite_subpoint_lat", "nominal_satellite_subpoint_lon");
    }
    SECTION("or after nothing") { add_scalars("latitude0", "longitude0"); }
    CHECK(box_of(build) == "-67 33 -64 35");
}

TEST_CASE("the track of a satellite is not the place of its pixels, but the only place is a place") {
    auto build = lattice({10, 10, 20, 20}, {40, 50, 40, 50});
    for (const char* platform : {"satellite", "sensor", "sat"}) {
        build.variable(platform + std::string("_lat"), {"y"}, {north()}, Doubles{0, 1});
        build.variable(platform + std::string("_lon"), {"y"}, {east()}, Doubles{-150, -149});
    }
    build.variable("orbit_height", {"y"}, {text("units", "km")});
    CHECK(box_of(build) == "40 10 50 20");
    DatasetBuilder alone;
    alone.dimension("time", 2);
    alone.variable("satellite_lat", {"time"}, {north()}, Doubles{0, 1});
    alone.variable("satellite_lon", {"time"}, {east()}, Doubles{-150, -149});
    alone.variable("radiance", {"time"}, {});
    CHECK(box_of(alone) == "-150 0 -149 1");
}

TEST_CASE("a subpoint alone is no place, the scalar place of a station is") {
    DatasetBuilder build;
    build.dimension("time", 2);
    build.variable("time", {"time"}, {text("units", "days since 2000-01-01")}, Doubles{0, 1});
    build.variable("t", {"time"}, {});
    SECTION("subpoint") {
        build.variable("subsatellite_lat", {}, {north()}, Doubles{0});
        build.variable("subsatellite_lon", {}, {east()}, Doubles{10});
        CHECK(box_of(build).empty());
    }
    SECTION("station") {
        build.variable("lat", {}, {north()}, Doubles{51.5});
        build.variable("lon", {}, {east()}, Doubles{0});
        CHECK(box_of(build) == "0 51.5 0 51.5");
    }
}

TEST_CASE("zeros are a place when they are all that a station has") {
    DatasetBuilder build;
    build.dimension("time", 3);
    build.variable("time", {"time"}, {text("units", "days since 2000-01-01")}, Doubles{0, 1, 2});
    build.variable("lat", {"time"}, {north()}, Doubles{0, 0, 0});
    build.variable("lon", {"time"}, {east()}, Doubles{0, 0, 0});
    build.variable("t", {"time"}, {text("coordinates", "lat lon")});
    CHECK(box_of(build) == "0 0 0 0");
}

TEST_CASE("one longitude of 0 beside many latitudes is a mean, not Greenwich") {
    DatasetBuilder build;
    build.dimension("lat", 3).dimension("lon", 1);
    build.variable("lat", {"lat"}, {north()}, Doubles{-30, 0, 30});
    build.variable("lon", {"lon"}, {east()}, Doubles{0});
    build.variable("t", {"lat", "lon"}, {});
    CHECK(box_of(build).empty());
    build.values("lat", Doubles{51.5});
    CHECK(box_of(build) == "0 51.5 0 51.5");
    build.values("lat", Doubles{0});  // a mean over an area, as CDO writes it
    CHECK(box_of(build).empty());
}

TEST_CASE("scalars with a grid mapping are no grid") {
    auto build = lattice({33, 33, 35, 35}, {-67, -64, -67, -64});
    build.variable("crs", {}, {text("grid_mapping_name", "latitude_longitude")});
    build.set("t", text("grid_mapping", "crs"));
    build.variable("count", {}, {text("grid_mapping", "crs")});
    CHECK(box_of(build) == "-67 33 -64 35");
}

TEST_CASE("coordinates that were never written do not hide the axes of a projection") {
    DatasetBuilder build;
    build.dimension("y", 2).dimension("x", 2);
    build.variable("y", {"y"}, {text("standard_name", "projection_y_coordinate"), text("units", "m")},
                   Doubles{100, 200});
    build.variable("x", {"x"}, {text("standard_name", "projection_x_coordinate"), text("units", "m")},
                   Doubles{500100, 500200});
    build.variable("lat", {"y", "x"}, {north()}, Doubles(4, std::nan("")));
    build.variable("lon", {"y", "x"}, {east()}, Doubles(4, std::nan("")));
    build.variable("crs", {}, {text("epsg_code", "EPSG:32630")});
    build.variable("t", {"y", "x"}, {text("coordinates", "lat lon"), text("grid_mapping", "crs")});
    CHECK_FALSE(box_of(build).empty());
}
