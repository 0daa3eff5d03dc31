#include <catch2/catch.hpp>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::DimensionKind;
using cairn::Type;

TEST_CASE("the cube of monthly means") {
    const auto read = monthly_means().read();
    const cairn::Cube& cube = *read.granule.cube;
    REQUIRE(cube.dimensions.size() == 4);
    const auto& time = dimension_named(cube, "time");
    CHECK(time.kind == DimensionKind::temporal);
    CHECK(time.unit == "days since 2001-01-01");
    CHECK(time.calendar == "standard");
    CHECK(time.step == "P1M");
    CHECK(time.size == 2);
    CHECK_FALSE(time.minimum.has_value());  // one file's own interval is not the cube's
    const auto& lat = dimension_named(cube, "lat");
    CHECK(lat.kind == DimensionKind::latitude);
    CHECK(lat.minimum == -90.0);
    CHECK(lat.maximum == 90.0);
    CHECK(lat.spacing == 10.0);
    CHECK(lat.values.empty());
    CHECK(lat.description == "Latitude");
    CHECK(dimension_named(cube, "lon").kind == DimensionKind::longitude);
    CHECK(dimension_named(cube, "bnds").kind == DimensionKind::other);
    REQUIRE(read.granule.temporal.size() == 1);
    CHECK(cube.dimensions[read.granule.temporal[0].dimension].name == "time");
}

TEST_CASE("variables: data and auxiliary") {
    const auto read = monthly_means().read();
    const cairn::Cube& cube = *read.granule.cube;
    const auto& tas = variable_named(cube, "tas");
    CHECK(tas.is_data);
    CHECK(tas.dimensions == std::vector<std::string>{"time", "lat", "lon"});
    CHECK(tas.data_type == "float32");
    CHECK(tas.description == "Air Temperature");
    CHECK(tas.unit == "K");
    CHECK(tas.standard_name == "air_temperature");
    CHECK(tas.cell_methods == "time: mean");
    CHECK(tas.nodata == 1e20);
    for (const char* name : {"time", "time_bnds", "lat", "lat_bnds", "lon", "lon_bnds"}) {
        CHECK_FALSE(variable_named(cube, name).is_data);
    }
}

TEST_CASE("what attributes refer to is auxiliary") {
    auto build = monthly_means();
    build.variable("crs", {}, {}, {}, Type::int32).variable("flags", {"time"}, {}).variable("area", {"lat", "lon"}, {});
    build.variable("ps", {"time", "lat", "lon"}, {}).variable("height", {}, {text("units", "m")}, Doubles{2});
    build.variable("topology", {}, {text("cf_role", "mesh_topology"), text("node_coordinates", "lat lon")}, {},
                   Type::int32);
    build.variable("other", {"lat", "lon"}, {});
    build.set("tas", text("grid_mapping", "crs")).set("tas", text("ancillary_variables", "flags"));
    build.set("tas", text("cell_measures", "other: area")).set("lat", text("formula_terms", "p0: p0 ps: ps"));
    build.set("tas", text("coordinates", "height"));
    const auto read = build.read();
    for (const char* name : {"crs", "flags", "area", "ps", "height", "topology"}) {
        INFO(name);
        CHECK_FALSE(variable_named(*read.granule.cube, name).is_data);
    }
    CHECK(variable_named(*read.granule.cube, "other").is_data);  // "other:" is a key, not a name
    CHECK(variable_named(*read.granule.cube, "height").dimensions.empty());
}

TEST_CASE("vertical axes by each of their signs") {
    const std::vector<std::vector<cairn::Attribute>> signs{
        {text("axis", "Z")},
        {text("positive", "down")},
        {text("units", "hPa")},
        {text("standard_name", "depth")},
        {text("units", "millibars")},
        {text("standard_name", "atmosphere_hybrid_sigma_pressure_coordinate")},
        {text("_CoordinateAxisType", "Height")}};
    for (const auto& sign : signs) {
        auto build = monthly_means();
        build.dimension("lev", 3).variable("lev", {"lev"}, sign, Doubles{1000, 850, 500});
        build.variable("ta", {"time", "lev", "lat", "lon"}, {});
        const auto read = build.read();
        const auto& lev = dimension_named(*read.granule.cube, "lev");
        CHECK(lev.kind == DimensionKind::vertical);
        CHECK(lev.values == Doubles{1000, 850, 500});
        CHECK_FALSE(lev.spacing.has_value());
        CHECK(lev.minimum == 500.0);
        CHECK(lev.maximum == 1000.0);
    }
}

TEST_CASE("data in units of pressure are data") {
    auto build = monthly_means();
    build.variable("psl", {"time"}, {text("units", "hPa"), text("standard_name", "air_pressure")});
    CHECK(variable_named(*build.read().granule.cube, "psl").is_data);
}

TEST_CASE("labels of text axes") {
    auto build = monthly_means();
    build.dimension("basin", 2).dimension("strlen", 8);
    build.variable("sector", {"basin", "strlen"}, {text("standard_name", "region"), text("axis", "Z")},
                   Texts{"atlantic", "global"}, Type::character);
    build.variable("msft", {"time", "basin", "lat"}, {text("coordinates", "sector")});
    const auto read = build.read();
    const auto& basin = dimension_named(*read.granule.cube, "basin");
    CHECK(basin.kind == DimensionKind::other);
    CHECK(basin.labels == Texts{"atlantic", "global"});
    CHECK(variable_named(*read.granule.cube, "sector").data_type.empty());
}

TEST_CASE("nodata: missing_value when there is no fill value; NaN is one") {
    auto build = monthly_means();
    build.drop("tas", "_FillValue").set("tas", number("missing_value", -999));
    CHECK(variable_named(*build.read().granule.cube, "tas").nodata == -999.0);
    build.set("tas", number("missing_value", std::numeric_limits<double>::quiet_NaN()));
    CHECK(std::isnan(variable_named(*build.read().granule.cube, "tas").nodata.value()));
}

TEST_CASE("names below the root group, unique") {
    auto build = monthly_means();
    build.group("/ens", 0).group("/ens/m1", 1).dimension("time", 3, 2);
    build.variable("time", {"time"}, {text("units", "days since 2010-01-01")}, Doubles{0, 1, 2}, Type::float64, 2);
    build.variable("tas", {"time", "lat", "lon"}, {}, {}, Type::float32, 2);
    const auto read = build.read();
    const auto& tas = variable_named(*read.granule.cube, "ens/m1/tas");
    CHECK(tas.dimensions == std::vector<std::string>{"ens/m1/time", "lat", "lon"});
    CHECK(dimension_named(*read.granule.cube, "ens/m1/time").step == "P1D");
    CHECK(interval_text(read.granule.time) == "2001-01-01T00:00:00Z/2010-01-03T00:00:00Z");
}

TEST_CASE("equal names, as damaged files have them, are told apart") {
    auto build = monthly_means();
    build.dimension("lat", 7).variable("tas", {"lat"}, {});
    build.variable("tas", {"lat"}, {});
    const auto read = build.read();
    CHECK(variable_named(*read.granule.cube, "tas_2").dimensions == std::vector<std::string>{"lat"});
    CHECK_NOTHROW(variable_named(*read.granule.cube, "tas_3"));
}

TEST_CASE("text that is not UTF-8 is made so") {
    auto build = monthly_means();
    build.set("tas", text("long_name", "Temp\xE9rature")).global(text("time_coverage_start", "\xFF"));
    const auto read = build.read();
    CHECK(variable_named(*read.granule.cube, "tas").description == "Temp\\xE9rature");
    for (const cairn::Finding& finding : read.findings) CHECK(finding.text.find('\xFF') == std::string::npos);
}

TEST_CASE("no groups, no variables") {
    CHECK(cairn::interpret(cairn::Dataset{}).granule.cube->variables.empty());
    const auto read = DatasetBuilder().read();
    CHECK(read.granule.time.reason == "no time axis");
    CHECK(read.granule.footprint.reason == "no latitude and longitude coordinates");
    CHECK(read.granule.cube->dimensions.empty());
}

TEST_CASE("equal datasets have equal cubes") {
    CHECK(*monthly_means().read().granule.cube == *monthly_means().read().granule.cube);
}
