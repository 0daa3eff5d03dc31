#include <catch2/catch.hpp>
#include <limits>
#include <numbers>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Evidence;
using cairn::Type;

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

std::string reason_of(const DatasetBuilder& build) { return build.read().granule.footprint.reason; }
std::string box_of(const DatasetBuilder& build) { return box_text(build.read().granule.footprint); }

/// A map of 3 by 4 cells without bounds: latitudes 10 to 30, longitudes 100 to 130.
DatasetBuilder small_map() {
    DatasetBuilder build;
    build.dimension("y", 3).dimension("x", 4);
    build.dimension("lat", 3).dimension("lon", 4);
    build.variable("lat", {"lat"}, {text("units", "degrees_north")}, Doubles{10, 20, 30});
    build.variable("lon", {"lon"}, {text("units", "degrees_east")}, Doubles{100, 110, 120, 130});
    build.variable("sst", {"lat", "lon"}, {});
    return build;
}

}  // namespace

TEST_CASE("bounds of both axes give the box") {
    const auto read = monthly_means().read();
    CHECK(box_text(read.granule.footprint) == "-180 -90 180 90");
    CHECK(read.granule.footprint.evidence == Evidence::bounds);
    CHECK(read.granule.footprint.reason.empty());
    CHECK(has_finding(read, "latitude", "'lat' by standard_name 'latitude'"));
    CHECK(has_finding(read, "longitude", "'lon' goes round the globe"));
}

TEST_CASE("without bounds the values give the box") {
    const auto read = small_map().read();
    CHECK(box_text(read.granule.footprint) == "100 10 130 30");
    CHECK(read.granule.footprint.evidence == Evidence::coordinates);
    CHECK(has_finding(read, "latitude", "'lat': no bounds, its 3 values are used"));
}

TEST_CASE("every unit that CF has for the axes") {
    for (const char* unit : {"degrees_north", "degree_north", "degree_N", "degrees_N", "degreeN", "degreesN"}) {
        CHECK(small_map().set("lat", text("units", unit)).read().granule.footprint.evidence == Evidence::coordinates);
    }
    for (const char* unit : {"degrees_east", "degree_east", "degree_E", "degrees_E", "degreeE", "degreesE"}) {
        CHECK(small_map().set("lon", text("units", unit)).read().granule.footprint.evidence == Evidence::coordinates);
    }
}

TEST_CASE("names alone are a guess, and said") {
    auto build = small_map();
    SECTION("no units") {
        build.drop("lat", "units");
        CHECK(reason_of(build) == "latitude by its name 'lat' only; no units or standard_name");
    }
    SECTION("units that are not CF's") {
        build.set("lat", text("units", "degrees"));
        CHECK(reason_of(build) == "latitude by its name 'lat' only; its units 'degrees' are not those of CF");
    }
    CHECK(box_of(build) == "100 10 130 30");
    CHECK(build.read().granule.footprint.evidence == Evidence::guess);
}

TEST_CASE("a guess must be plausible") {
    auto build = small_map();
    build.drop("lat", "units").values("lat", Doubles{100, 200, 300});
    CHECK(reason_of(build) == "latitude 'lat': its value 100 is not a latitude");
    CHECK(box_of(build).empty());
}

TEST_CASE("axis X and Y do not make a longitude and a latitude") {
    auto build = small_map();
    build.remove("lat").remove("lon");
    build.variable("y", {"y"}, {text("axis", "Y")}, Doubles{10, 20, 30});
    build.variable("x", {"x"}, {text("axis", "X")}, Doubles{10, 20, 30, 40});
    build.remove("sst").variable("sst", {"y", "x"}, {});
    CHECK(reason_of(build) == "no latitude and longitude coordinates");
}

TEST_CASE("latitudes from south to north or the other way, and beyond the pole") {
    CHECK(box_of(small_map().values("lat", Doubles{30, 20, 10})) == "100 10 130 30");
    auto build = monthly_means();
    Doubles bounds = bounds_around(axis(-90, 90, 3), 45);
    build.values("lat", axis(-90, 90, 3)).values("lat_bnds", bounds);
    CHECK(box_of(build) == "-180 -90 180 90");
    CHECK(build.read().granule.notes.empty());
}

TEST_CASE("bounds far beyond the poles are left out, and said") {
    auto build = monthly_means();
    build.values("lat", Doubles{-80, 80}).values("lat_bnds", Doubles{-500, 340, -340, 500});
    const auto read = build.read();
    CHECK(box_text(read.granule.footprint) == "-180 -80 180 80");
    REQUIRE(read.granule.notes.size() == 1);
    CHECK(read.granule.notes[0].find(
              "For latitude 'lat', bounds 'lat_bnds' reach from -500 to 500, beyond the poles") == 0);
}

TEST_CASE("a value that is no latitude or longitude prevents the box, and is named") {
    CHECK(reason_of(small_map().values("lat", Doubles{10, 1e20, 30})) ==
          "latitude 'lat': its value 1e+20 is not a latitude");
    CHECK(reason_of(small_map().values("lon", Doubles{10, 1e20})) ==
          "longitude 'lon': its value 1e+20 is not a longitude");
    CHECK(reason_of(small_map().values("lat", Doubles{k_nan, k_nan})) == "latitude 'lat': all its values are missing");
    CHECK(reason_of(small_map().values("lat", Doubles{})) ==
          "latitude 'lat': it has no values (a dimension of length 0)");
}

TEST_CASE("missing coordinate values are skipped") {
    CHECK(box_of(small_map().values("lat", Doubles{k_nan, 20, 30})) == "100 20 130 30");
}

TEST_CASE("float32 coordinates are the decimals that were meant") {
    auto build = small_map();
    build.remove("lat").variable(
        "lat", {"lat"}, {text("units", "degrees_north")},
        Doubles{static_cast<double>(0.1F), static_cast<double>(0.2F), static_cast<double>(0.3F)}, Type::float32);
    const auto read = build.read();
    CHECK(read.granule.footprint.box->lat.south_deg == 0.1);
    CHECK(read.granule.footprint.box->lat.north_deg == 0.3);
}

TEST_CASE("radians are converted") {
    auto build = small_map();
    build.set("lat", text("units", "radian")).set("lat", text("standard_name", "latitude"));
    build.values("lat", Doubles{-std::numbers::pi / 2, 0, std::numbers::pi / 2});
    CHECK(box_of(build) == "100 -90 130 90");
}

TEST_CASE("FERRET's edges are bounds") {
    auto build = small_map();
    build.dimension("lat_edges", 4).set("lat", text("edges", "lat_edges"));
    build.variable("lat_edges", {"lat_edges"}, {text("edges", " ")}, Doubles{4, 15, 25, 36});
    CHECK(box_of(build) == "100 4 130 36");
}

TEST_CASE("axes that do not have the name of their dimension") {
    auto build = small_map();
    build.remove("lat").remove("lon").remove("sst");
    build.variable("latitude", {"y"}, {text("units", "degrees_north")}, Doubles{10, 20, 30});
    build.variable("longitude", {"x"}, {text("units", "degrees_east")}, Doubles{100, 110, 120, 130});
    build.variable("sst", {"y", "x"}, {});
    CHECK(box_of(build) == "100 10 130 30");
}

TEST_CASE("a scalar place") {
    DatasetBuilder build;
    build.dimension("time", 2);
    build.variable("time", {"time"}, {text("units", "days since 2000-01-01")}, Doubles{0, 1});
    build.variable("lat", {}, {text("units", "degrees_north")}, Doubles{52});
    build.variable("lon", {}, {text("units", "degrees_east")}, Doubles{-1.5});
    build.variable("t", {"time"}, {});
    CHECK(box_of(build) == "-1.5 52 -1.5 52");
}

TEST_CASE("a scalar latitude beside a map is not its place") {
    auto build = small_map();
    build.remove("lat").remove("lon").remove("sst");
    build.variable("CEN_LAT", {}, {text("units", "degrees_north")}, Doubles{52});
    build.variable("CEN_LON", {}, {text("units", "degrees_east")}, Doubles{-1.5});
    build.variable("sst", {"y", "x"}, {});
    CHECK(box_of(build).empty());
}

TEST_CASE("grids of other kinds have no box but a reason") {
    auto build = small_map();
    build.remove("sst");
    SECTION("projected, without parameters") {
        build.remove("lat").remove("lon");
        build.variable("y", {"y"}, {text("standard_name", "projection_y_coordinate")}, Doubles{0, 1000, 2000});
        build.variable("x", {"x"}, {text("axis", "X"), text("units", "km")}, Doubles{0, 1, 2, 3});
        build.variable("crs", {}, {text("grid_mapping_name", "polyconic")}, {}, Type::int32);
        build.variable("sst", {"y", "x"}, {text("grid_mapping", "crs")});
        CHECK(reason_of(build) ==
              "projected grid without latitude and longitude coordinates (grid mapping 'polyconic'): "
              "grid_mapping_name 'polyconic' is not one of CF's");
        CHECK(dimension_named(*build.read().granule.cube, "x").kind == cairn::DimensionKind::projected_x);
    }
    SECTION("rotated pole") {
        build.remove("lat").remove("lon");
        build.variable("y", {"y"}, {text("standard_name", "grid_latitude"), text("units", "degrees")},
                       Doubles{0, 1, 2});
        build.variable("x", {"x"}, {text("standard_name", "grid_longitude"), text("units", "degrees")},
                       Doubles{0, 1, 2, 3});
        build.variable("sst", {"y", "x"}, {});
        CHECK(reason_of(build) ==
              "rotated-pole grid without latitude and longitude coordinates: no attribute states a "
              "reference system (grid_mapping, crs_wkt, spatial_ref, proj:code, epsg, srid, crs, proj4 and their kin "
              "were looked for)");
    }
    SECTION("mesh") {
        build.remove("lat").remove("lon").variable("sst", {"x"}, {text("mesh", "ocean_mesh")});
        CHECK(reason_of(build) == "unstructured mesh 'ocean_mesh' without latitude and longitude coordinates");
    }
    SECTION("zonal mean") {
        build.variable("sst", {"lat"}, {});
        CHECK(reason_of(build) == "latitude 'lat' without a longitude axis (zonal mean?)");
    }
    SECTION("zonal mean that kept its longitude") {
        build.values("lon", Doubles{0}).variable("sst", {"lat", "lon"}, {text("cell_methods", "time: lon: mean")});
        CHECK(reason_of(build) == "latitude 'lat' without a longitude axis (zonal mean?)");
    }
    SECTION("no latitude") {
        build.variable("sst", {"lon"}, {});
        CHECK(reason_of(build) == "longitude 'lon' without a latitude axis");
    }
    SECTION("coordinates of nobody") {
        build.variable("count", {}, {});
        CHECK(reason_of(build).find("no data variable has a latitude and a longitude") == 0);
    }
    const auto read = build.read();
    CHECK(box_text(read.granule.footprint).empty());
    CHECK(read.granule.footprint.evidence == Evidence::none);
}

TEST_CASE("grids of one kind are joined, a profile beside a map does not count") {
    auto build = small_map();
    build.variable("zonal", {"lat"}, {});
    CHECK(box_of(build) == "100 10 130 30");
    build.dimension("lat2", 2).variable("lat2", {"lat2"}, {text("units", "degrees_north")}, Doubles{-20, -10});
    build.variable("sst2", {"lat2", "lon"}, {});
    CHECK(box_of(build) == "100 -20 130 30");
}

TEST_CASE("a map and points beside it are joined") {
    auto build = small_map();
    build.variable("plat", {"x"}, {text("units", "degrees_north")}, Doubles{1, 2, 3, 4});
    build.variable("plon", {"x"}, {text("units", "degrees_east")}, Doubles{1, 2, 3, 4});
    build.variable("station_t", {"x"}, {text("coordinates", "plat plon")});
    CHECK(box_of(build) == "1 1 130 30");
}

TEST_CASE("a map beside a grid whose place is not known has no box") {
    auto build = small_map();
    build.variable("ice", {"y", "x"}, {text("grid_mapping", "crs")});
    CHECK(reason_of(build) ==
          "grid without latitude and longitude coordinates (grid mapping 'crs'): grid mapping 'crs' is not in the "
          "dataset");
}

TEST_CASE("a global coordinates attribute lists too") {
    auto build = small_map();
    build.remove("lat").remove("lon").remove("sst");
    build.variable("a", {"y", "x"}, {text("standard_name", "latitude")}, Doubles(12, 1));
    build.variable("b", {"y", "x"}, {text("standard_name", "longitude")}, Doubles(12, 1));
    build.variable("sst", {"y", "x"}, {}).global(text("coordinates", "a b"));
    CHECK(has_finding(build.read(), "grid", "curvilinear grid: latitude 'a' and longitude 'b'"));
}

TEST_CASE("a box across the antimeridian is kept as one") {
    const auto read = small_map().values("lon", Doubles{170, 175, 180, 185}).read();
    REQUIRE(read.granule.footprint.box.has_value());
    CHECK(read.granule.footprint.box->lon.crosses_antimeridian());
    CHECK(box_text(read.granule.footprint) == "170 10 -175 30");
}
