// Places that files state in ways of their own.
#include <catch2/catch.hpp>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

std::string box_of(const DatasetBuilder& build) { return box_text(build.read().granule.footprint); }

Attribute north() { return text("units", "degrees_north"); }
Attribute east() { return text("units", "degrees_east"); }

}  // namespace

TEST_CASE("of all listed coordinates each variable takes the pair of its dimensions") {
    DatasetBuilder build;
    build.dimension("y", 2).dimension("x", 2).dimension("ys", 3).dimension("xs", 3);
    const auto add = [&](const std::string& suffix, const std::string& y, const std::string& x, Doubles lat,
                         Doubles lon) {
        build.variable("XLAT" + suffix, {y, x}, {north()}, std::move(lat));
        build.variable("XLONG" + suffix, {y, x}, {east()}, std::move(lon));
    };
    add("_V", "ys", "x", {29.5, 29.5, 30.5, 30.5, 31.5, 31.5}, {80, 81, 80, 81, 80, 81});
    add("", "y", "x", {30, 30, 31, 31}, {80, 81, 80, 81});
    add("_U", "y", "xs", {30, 30, 30, 31, 31, 31}, {79.5, 80.5, 81.5, 79.5, 80.5, 81.5});
    SECTION("mass") {
        build.variable("T2", {"y", "x"}, {text("coordinates", "XLONG_U XLAT_V XLONG_V XLAT XLAT_U XLONG")});
        CHECK(box_of(build) == "80 30 81 31");
    }
    SECTION("staggered, though only the mass grid is listed") {
        build.variable("V", {"ys", "x"}, {text("coordinates", "XLONG XLAT")});
        CHECK(box_of(build) == "80 29.5 81 31.5");
    }
    SECTION("all") {
        const auto all = text("coordinates", "XLONG XLONG_U XLAT_V XLONG_V XLAT XLAT_U");
        build.variable("T2", {"y", "x"}, {all}).variable("U", {"y", "xs"}, {all}).variable("V", {"ys", "x"}, {all});
        CHECK(box_of(build) == "79.5 29.5 81.5 31.5");
    }
}

TEST_CASE("places in a group beside that of the data") {
    DatasetBuilder build;
    build.group("/data", 0).group("/navigation", 0);
    const auto fill = [&](std::uint32_t of_places) {
        build.variable("longitude", {"line", "pixel"}, {east()}, Doubles{130, 132, 130, 132}, Type::float64, of_places);
        build.variable("latitude", {"line", "pixel"}, {north()}, Doubles{10, 10, 12, 12}, Type::float64, of_places);
        build.variable("chlor_a", {"line", "pixel"}, {}, {}, Type::float32, 1);
    };
    SECTION("dimensions of the root") {
        build.dimension("line", 2).dimension("pixel", 2);
        fill(2);
    }
    SECTION("dimensions of their own, alike in name and length") {
        for (const std::uint32_t group : {1U, 2U}) build.dimension("line", 2, group).dimension("pixel", 2, group);
        fill(2);
    }
    CHECK(box_of(build) == "130 10 132 12");
}

TEST_CASE("units of latitude and longitude in words") {
    for (const auto& [lat, lon] :
         std::vector<std::pair<std::string, std::string>>{{"degrees latitude", "degrees longitude"},
                                                          {"degree_north", "degree_east"},
                                                          {"Degrees North", "Degrees East"},
                                                          {"degrees_lat", "degrees_lon"},
                                                          {"degN", "degE"}}) {
        DatasetBuilder build;
        build.dimension("y", 2).dimension("x", 2);
        build.variable("a", {"y", "x"}, {text("units", lat)}, Doubles{30, 30, 31, 31});
        build.variable("b", {"y", "x"}, {text("units", lon)}, Doubles{80, 81, 80, 81});
        build.variable("t", {"y", "x"}, {});
        CHECK(box_of(build) == "80 30 81 31");
    }
    DatasetBuilder build;
    build.dimension("y", 2);
    build.variable("a", {"y"}, {text("units", "degrees")}, Doubles{30, 31});
    build.variable("t", {"y"}, {});
    CHECK(box_of(build).empty());
}

TEST_CASE("scalar latitude and longitude under a latitude_longitude mapping") {
    DatasetBuilder build;
    build.dimension("time", 2);
    build.variable("time", {"time"}, {text("units", "days since 2000-01-01")}, Doubles{0, 1});
    build.variable("lat", {}, {north()}, Doubles{39.6}).variable("lon", {}, {east()}, Doubles{-123.79});
    build.variable("crs", {}, {text("grid_mapping_name", "latitude_longitude"), text("epsg_code", "EPSG:4326")});
    build.variable("t", {"time"}, {text("coordinates", "lat lon"), text("grid_mapping", "crs")});
    CHECK(box_of(build) == "-123.79 39.6 -123.79 39.6");
}

TEST_CASE("latitude and longitude without units are a guess by name") {
    DatasetBuilder build;
    build.dimension("y", 2).dimension("x", 2);
    build.variable("latitude", {"y", "x"}, {}, Doubles{38, 38, 39, 39});
    build.variable("longitude", {"y", "x"}, {}, Doubles{-2, 0, -2, 0});
    build.variable("height", {"y", "x"}, {});
    const auto footprint = build.read().granule.footprint;
    CHECK(box_text(footprint) == "-2 38 0 39");
    CHECK(footprint.evidence == Evidence::guess);
    SECTION("in metres they are something else") {
        build.set("latitude", text("units", "m"));
        CHECK(box_of(build).empty());
    }
}

TEST_CASE("the reason names what is called a place, and why it is none") {
    DatasetBuilder build;
    build.dimension("y", 2).dimension("x", 2);
    build.variable("platform", {"y"}, {}, Doubles{1, 2});
    build.variable("t", {"y", "x"}, {});
    CHECK(build.read().granule.footprint.reason == "no latitude and longitude coordinates");
    build.variable("nav_lat", {"y", "x"}, {text("units", "K")}, Doubles{1, 2, 3, 4});
    const std::string reason = build.read().granule.footprint.reason;
    CHECK(reason.find("'nav_lat' has the unit 'K'") != std::string::npos);
    build.drop("nav_lat", "units");
    CHECK(build.read().granule.footprint.reason.find("'nav_lat' has neither a unit") != std::string::npos);
}

TEST_CASE("_Unsigned holds for values, fill values and ranges of every integer type") {
    const auto box_with = [](Type type, std::int64_t lat, const char* is_unsigned, double scale) {
        DatasetBuilder build;
        build.dimension("n", 2);
        const std::vector<Attribute> packing{number("scale_factor", scale), number("_FillValue", -1, type),
                                             text("_Unsigned", is_unsigned)};
        auto lat_attributes = packing;
        lat_attributes.push_back(north());
        auto lon_attributes = packing;
        lon_attributes.push_back(east());
        build.variable("lat", {"n"}, lat_attributes, Integers{lat, -1}, type);
        build.variable("lon", {"n"}, lon_attributes, Integers{20, -1}, type);
        build.variable("t", {"n"}, {text("coordinates", "lat lon")});
        return box_of(build);
    };
    CHECK(box_with(Type::int8, -56, "true", 0.1) == "2 20 2 20");              // 200
    CHECK(box_with(Type::int16, -25536, "TRUE", 0.001) == "0.02 40 0.02 40");  // 40000
    CHECK(box_with(Type::int32, -2147483648LL, "true", 1e-8) == "0 21.474836 0 21.474836");
    CHECK(box_with(Type::int16, 30, "false", 1) == "20 30 20 30");
    CHECK(box_with(Type::uint8, 226, "false", 1) == "20 -30 20 -30");
}

TEST_CASE("_Unsigned may be a boolean of JSON") {
    DatasetBuilder build;
    const Attribute is_unsigned{"_Unsigned", Type::boolean, Integers{1}};
    build.dimension("n", 1);
    build.variable("lat", {"n"}, {north(), number("scale_factor", 0.1), is_unsigned}, Integers{-56}, Type::int8);
    build.variable("lon", {"n"}, {east(), is_unsigned}, Integers{-56}, Type::int8);
    build.variable("t", {"n"}, {text("coordinates", "lat lon")});
    CHECK(box_of(build) == "-160 20 -160 20");
}

TEST_CASE("_Unsigned is the type of the cube's variable, and holds for its nodata") {
    auto build = monthly_means();
    build.variable("q", {"time", "lat", "lon"}, {number("_FillValue", -1, Type::int16), text("_Unsigned", "true")}, {},
                   Type::int16);
    const auto read = build.read();
    CHECK(variable_named(*read.granule.cube, "q").data_type == "uint16");
    CHECK(variable_named(*read.granule.cube, "q").nodata == 65535);
}
