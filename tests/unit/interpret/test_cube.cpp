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

TEST_CASE("hybrid levels keep their direction and the terms of their formula") {
    auto build = monthly_means();
    build.dimension("lev", 2);
    build.variable("lev", {"lev"},
                   {text("standard_name", "atmosphere_hybrid_sigma_pressure_coordinate"), text("positive", "down"),
                    text("formula_terms", "a: a b: b ps: ps")},
                   Doubles{0.9, 0.5});
    build.variable("a", {"lev"}, {}).variable("b", {"lev"}, {}).variable("ps", {"time", "lat", "lon"}, {});
    build.variable("ta", {"time", "lev", "lat", "lon"}, {});
    const auto read = build.read();
    const auto& lev = dimension_named(*read.granule.cube, "lev");
    CHECK(lev.kind == DimensionKind::vertical);
    CHECK(lev.positive == "down");
    CHECK(lev.formula_terms == "a: a b: b ps: ps");
    for (const char* name : {"a", "b", "ps"}) CHECK_FALSE(variable_named(*read.granule.cube, name).is_data);
}

TEST_CASE("other dimensions: soil layers, members, wavelengths, numbers") {
    auto build = monthly_means();
    build.dimension("soil", 2).variable("soil", {"soil"}, {text("standard_name", "depth"), text("units", "m")},
                                        Doubles{0.05, 1});
    build.dimension("member", 3)
        .variable("member", {"member"}, {text("standard_name", "realization")}, Integers{1, 2, 3}, cairn::Type::int32);
    build.dimension("band", 2).variable(
        "band", {"band"}, {text("standard_name", "radiation_wavelength"), text("units", "nm")}, Doubles{443, 560});
    build.dimension("ncol", 7);
    build.variable("x", {"member", "soil", "band", "ncol"}, {});
    const auto read = build.read();
    const cairn::Cube& cube = *read.granule.cube;
    CHECK(dimension_named(cube, "soil").kind == DimensionKind::vertical);
    CHECK(dimension_named(cube, "member").standard_name == "realization");
    CHECK(dimension_named(cube, "member").maximum == 3.0);
    CHECK(dimension_named(cube, "band").unit == "nm");
    CHECK_FALSE(dimension_named(cube, "ncol").minimum.has_value());
}

TEST_CASE("a scalar coordinate is a variable with its value, unless it is a time") {
    auto build = monthly_means();
    build.variable("height", {}, {text("standard_name", "height"), text("units", "m")}, Doubles{2});
    build.variable("reference", {},
                   {text("standard_name", "forecast_reference_time"), text("units", "days since 2000-01-01")},
                   Doubles{5});
    build.set("tas", text("coordinates", "height reference"));
    const auto read = build.read();
    const auto& height = variable_named(*read.granule.cube, "height");
    CHECK_FALSE(height.is_data);
    CHECK(height.dimensions.empty());
    CHECK(height.value == 2.0);
    CHECK_FALSE(variable_named(*read.granule.cube, "reference").value.has_value());
}

TEST_CASE("codes with as many meanings") {
    auto build = monthly_means();
    build.variable("mask", {"lat", "lon"},
                   {{"flag_values", cairn::Type::int8, Integers{0, 1, 2}}, text("flag_meanings", "sea land ice")}, {},
                   cairn::Type::int8);
    SECTION("values") {
        const auto read = build.read();
        const cairn::Flags& flags = variable_named(*read.granule.cube, "mask").flags;
        CHECK(flags.values == Doubles{0, 1, 2});
        CHECK(flags.meanings == std::vector<std::string>{"sea", "land", "ice"});
    }
    SECTION("masks") {
        build.drop("mask", "flag_values").set("mask", {"flag_masks", cairn::Type::int8, Integers{1, 2, 4}});
        CHECK(variable_named(*build.read().granule.cube, "mask").flags.masks == Doubles{1, 2, 4});
    }
    SECTION("not as many") {
        build.set("mask", text("flag_meanings", "sea land"));
        CHECK(variable_named(*build.read().granule.cube, "mask").flags == cairn::Flags{});
    }
}

TEST_CASE("a standard name that says that there is none is none") {
    auto build = monthly_means();
    build.variable("gust", {"time"}, {text("units", "m s**-1"), text("standard_name", "unknown")});
    CHECK(variable_named(*build.read().granule.cube, "gust").standard_name.empty());
}
