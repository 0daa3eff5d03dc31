#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <utility>

#include "builder/stac/extensions/datacube.hpp"
#include "documents.hpp"
#include "validator/engine.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

CubeDimension dimension(DimensionKind kind) {
    CubeDimension made;
    made.name = "d";
    made.kind = kind;
    made.size = 3;
    return made;
}

CubeDimension with_extent(DimensionKind kind) {
    CubeDimension made = dimension(kind);
    made.minimum = -5;
    made.maximum = 5;
    made.spacing = -5;
    made.unit = "u";
    return made;
}

json::Value cube_of(const CubeDimension& dimension, const std::vector<TemporalExtent>& temporal = {}) {
    json::Value object = json::object();
    CHECK(extensions::add_datacube(object, {{dimension}, {}}, temporal));
    return object;
}

std::string text_of(const CubeDimension& dimension) { return at(cube_of(dimension), "/cube:dimensions/d"); }

/// Whether the extension's schema takes a Feature with these properties.
bool is_valid(json::Value properties) {
    static const validate::SchemaStore k_store;
    static const validate::Engine k_engine(k_store);
    json::Value feature = json::object();
    json::set(feature, "type", "Feature");
    json::set(feature, "stac_extensions", json::strings({std::string(extensions::k_datacube)}));
    json::set(feature, "properties", std::move(properties));
    json::set(feature, "assets", json::object());
    const auto& entry = k_engine.schema(std::string(extensions::k_datacube));
    INFO(entry.problem << json::write(feature));
    REQUIRE(entry.schema != nullptr);
    return entry.schema->accepts(feature);
}

}  // namespace

TEST_CASE("longitudes and latitudes with an extent are spatial, with a reference system") {
    CHECK(text_of(with_extent(DimensionKind::longitude)) ==
          R"({"type":"spatial","axis":"x","extent":[-5.0,5.0],"step":5.0,"reference_system":4326})");
    CHECK(at(cube_of(with_extent(DimensionKind::latitude)), "/cube:dimensions/d/axis") == "\"y\"");
}

TEST_CASE("a reference system is a number only where it is one of EPSG's") {
    CubeDimension axis = with_extent(DimensionKind::projected_x);
    const auto system_of = [&axis](const char* system) {
        axis.reference_system = system;
        return at(cube_of(axis), "/cube:dimensions/d/reference_system");
    };
    CHECK(system_of("EPSG:32632") == "32632");
    CHECK(system_of("EPSG:LOCAL") == R"("EPSG:LOCAL")");
    CHECK(system_of("EPSG:") == R"("EPSG:")");
    CHECK(system_of("EPSG:99999999999999999999") == R"("EPSG:99999999999999999999")");
    CHECK(system_of("EPS") == R"("EPS")");
}

TEST_CASE("without an extent an axis is not spatial: the extension wants one") {
    CHECK(text_of(dimension(DimensionKind::longitude)) == R"({"type":"longitude","extent":[null,null],"size":3})");
    CHECK(text_of(dimension(DimensionKind::latitude)) == R"({"type":"latitude","extent":[null,null],"size":3})");
}

TEST_CASE("a vertical axis has its levels, their unit and their direction") {
    CubeDimension levels = with_extent(DimensionKind::vertical);
    levels.spacing.reset();
    levels.values = {-5, 1, 5};
    levels.positive = "down";
    CHECK(text_of(levels) ==
          R"({"type":"spatial","axis":"z","extent":[-5.0,5.0],"values":[-5.0,1.0,5.0],"unit":"u","positive":"down"})");
}

TEST_CASE("a temporal axis has real dates, and its native unit and calendar beside them") {
    CubeDimension time = dimension(DimensionKind::temporal);
    time.unit = "days since 1850-01-01";
    time.calendar = "360_day";
    const json::Value open = cube_of(time);
    CHECK(at(open, "/cube:dimensions/d/extent") == "[null,null]");
    CHECK(at(open, "/cube:dimensions/d/step") == "absent");
    const std::vector<TemporalExtent> known{{0, interval("2001-01-01", "2001-02-01")}};
    CHECK(at(cube_of(time, known), "/cube:dimensions/d") ==
          R"({"type":"temporal","extent":["2001-01-01T00:00:00Z","2001-02-01T00:00:00Z"],"step":null,)"
          R"("unit":"days since 1850-01-01","calendar":"360_day"})");
    time.step = "P1D";
    CHECK(at(cube_of(time, known), "/cube:dimensions/d/step") == "\"P1D\"");
    time.step.clear();
    time.size = 1;
    CHECK(at(cube_of(time, known), "/cube:dimensions/d/step") == "absent");  // one value has no step
}

TEST_CASE("other axes are called by their standard name, else by what is known of them") {
    CubeDimension band = dimension(DimensionKind::other);
    CHECK(at(cube_of(band), "/cube:dimensions/d/type") == "\"index\"");
    band.labels = {"red", "green"};
    CHECK(at(cube_of(band), "/cube:dimensions/d/type") == "\"other\"");
    CHECK(at(cube_of(band), "/cube:dimensions/d/values") == R"(["red","green"])");
    CHECK(at(cube_of(band), "/cube:dimensions/d/extent") == "absent");
    band.standard_name = "radiation_wavelength";
    CHECK(at(cube_of(band), "/cube:dimensions/d/type") == "\"radiation_wavelength\"");
    CHECK(at(cube_of(with_extent(DimensionKind::projected_x)), "/cube:dimensions/d/type") ==
          "\"projection_x_coordinate\"");
    CHECK(at(cube_of(dimension(DimensionKind::geometry)), "/cube:dimensions/d/type") == "\"cell\"");
}

TEST_CASE("every kind of dimension is what the extension takes, whatever a file calls it") {
    const auto kind =
        GENERATE(DimensionKind::temporal, DimensionKind::longitude, DimensionKind::latitude, DimensionKind::projected_x,
                 DimensionKind::projected_y, DimensionKind::vertical, DimensionKind::geometry, DimensionKind::other);
    const std::string name = GENERATE("", "spatial", "temporal", "geometry", "height");
    for (CubeDimension made : {dimension(kind), with_extent(kind)}) {
        made.standard_name = name;
        CHECK(is_valid(cube_of(made)));
        CHECK(is_valid(cube_of(made, {{0, interval("2001-01-01", "2001-01-01")}})));
        const std::string type = at(cube_of(made), "/cube:dimensions/d/type");
        CHECK(type != "\"geometry\"");           // it would need a bbox
        if (made.minimum.has_value()) continue;  // a text axis has no numbers
        made.labels = {"a"};
        CHECK(is_valid(cube_of(made)));
    }
}

TEST_CASE("a projected axis in its system's units is spatial") {
    CubeDimension x = with_extent(DimensionKind::projected_x);
    x.reference_system = "EPSG:32632";
    x.values = {-5, 1, 5};
    CHECK(text_of(x) == R"({"type":"spatial","axis":"x","extent":[-5.0,5.0],"step":5.0,"reference_system":32632})");
    x.reference_system = "GEOGCRS[\"x\"]";
    CHECK(at(cube_of(x), "/cube:dimensions/d/reference_system") == R"("GEOGCRS[\"x\"]")");
    CHECK(is_valid(cube_of(x)));
}

TEST_CASE("cells whose place is known are geometries with their bbox") {
    CubeDimension cells = with_extent(DimensionKind::geometry);
    cells.box = box(170, -10, 190, 10);
    CHECK(text_of(cells) == R"({"type":"geometry","axes":["x","y"],"bbox":[170.0,-10.0,-170.0,10.0],"size":3})");
    CHECK(is_valid(cube_of(cells)));
}

TEST_CASE("variables: data first, and a fill value that is no number as text") {
    Cube cube{{dimension(DimensionKind::other)}, {}};
    CubeVariable bounds{.name = "bnds",
                        .dimensions = {"d"},
                        .is_data = false,
                        .data_type = {},
                        .description = {},
                        .unit = {},
                        .standard_name = {},
                        .cell_methods = {},
                        .nodata = {}};
    CubeVariable tas = bounds;
    tas.name = "tas";
    tas.is_data = true;
    tas.data_type = "float32";
    tas.standard_name = "air_temperature";
    tas.cell_methods = "time: mean";
    tas.unit = "K";
    tas.nodata = std::nan("");
    cube.variables = {bounds, tas};
    json::Value object = json::object();
    REQUIRE(extensions::add_datacube(object, cube, {}));
    CHECK(
        at(object, "/cube:variables") ==
        R"({"tas":{"dimensions":["d"],"type":"data","unit":"K","data_type":"float32","nodata":"nan",)"
        R"("cf:standard_name":"air_temperature","cairn:notes":["cell methods, which cannot be told apart by dimension: time: mean"]},)"
        R"("bnds":{"dimensions":["d"],"type":"auxiliary"}})");
    CHECK(is_valid(std::move(object)));
}

TEST_CASE("without dimensions there is no cube") {
    json::Value object = json::object();
    CHECK_FALSE(extensions::add_datacube(object, {}, {}));
    CHECK(json::write(object) == "{}");
}

namespace {

/// The variable `v` of a cube of time, latitude and longitude, after a change.
json::Value with_variable(const std::function<void(CubeVariable&)>& change,
                          const std::vector<TemporalExtent>& temporal = {}) {
    Cube cube;
    for (const auto& [name, kind] : {std::pair{"time", DimensionKind::temporal},
                                     {"lat", DimensionKind::latitude},
                                     {"lon", DimensionKind::longitude}}) {
        cube.dimensions.push_back(with_extent(kind));
        cube.dimensions.back().name = name;
    }
    CubeVariable variable;
    variable.name = "v";
    variable.dimensions = {"time", "lat", "lon"};
    change(variable);
    cube.variables.push_back(variable);
    json::Value object = json::object();
    CHECK(extensions::add_datacube(object, cube, temporal));
    CHECK(is_valid(json::clone(object)));
    return object;
}

std::string methods(const std::string& text) {
    return at(with_variable([&](CubeVariable& variable) { variable.cell_methods = text; }),
              "/cube:variables/v/cf:cell_methods");
}

}  // namespace

TEST_CASE("cell methods are told apart by dimension where they can be") {
    CHECK(methods("time: mean") == R"(["mean",null,null])");
    CHECK(methods("area: time: mean") == R"(["mean","mean","mean"])");
    CHECK(methods("area: mean where land time: maximum (interval: 1 hour)") ==
          R"#(["maximum (interval: 1 hour)","mean where land","mean where land"])#");
    CHECK(methods("lat: lon: standard_deviation") == R"([null,"standard_deviation","standard_deviation"])");
}

TEST_CASE("cell methods that cannot be told apart are a note, since the extension takes arrays only") {
    for (const char* text : {"time: maximum within days time: mean over days", "height: mean", "mean",
                             "time:", "time: mean (unfinished", "area: mean lat: mean"}) {
        CAPTURE(text);
        const json::Value object = with_variable([&](CubeVariable& variable) { variable.cell_methods = text; });
        CHECK(at(object, "/cube:variables/v/cf:cell_methods") == "absent");
        CHECK(at(object, "/cube:variables/v/cairn:notes/0").find(text) != std::string::npos);
    }
}

TEST_CASE("the area of cells that are no lattice lies along the dimensions of their coordinates") {
    const auto methods_where_latitude_lies_along = [](std::vector<std::string> dimensions) {
        Cube cube;
        for (const char* name : {"time", "j", "i"}) cube.dimensions.emplace_back().name = name;
        cube.dimensions[0].kind = DimensionKind::temporal;
        CubeVariable& tos = cube.variables.emplace_back();
        tos.name = "tos";
        tos.is_data = true;
        tos.dimensions = {"time", "j", "i"};
        tos.cell_methods = "area: mean where sea time: mean";
        for (const char* name : {"latitude", "longitude"}) {
            CubeVariable& place = cube.variables.emplace_back();
            place.name = place.standard_name = name;
            place.is_data = false;
            place.dimensions = dimensions;
        }
        json::Value object = json::object();
        extensions::add_datacube(object, cube, {});
        return at(object, "/cube:variables/tos/cf:cell_methods");
    };
    CHECK(methods_where_latitude_lies_along({"j", "i"}) == R"(["mean","mean where sea","mean where sea"])");
    CHECK(methods_where_latitude_lies_along({"time"}) == "absent");  // a track
}

TEST_CASE("codes, packing and a scalar level are in the variable") {
    const json::Value object = with_variable([](CubeVariable& variable) {
        variable.scale = 0.01;
        variable.offset = 273.15;
        variable.is_data = false;
        variable.flags = {{0, 1}, {}, {"clear", "cloudy"}};
    });
    CHECK(at(object, "/cube:variables/v") ==
          R"({"dimensions":["time","lat","lon"],"type":"auxiliary","scale":0.01,"offset":273.15,"values":[0,1],)"
          R"("flag_meanings":["clear","cloudy"]})");
    CHECK(at(with_variable([](CubeVariable& variable) {
                 variable.dimensions.clear();
                 variable.value = 2;
             }),
             "/cube:variables/v/values") == "[2]");
}

TEST_CASE("native values are the extent of the time coordinate, also without dates") {
    const auto time = [](CubeVariable& variable) {
        variable.name = "time";
        variable.dimensions = {"time"};
        variable.unit = "u";
        variable.is_data = false;
    };
    const json::Value object = with_variable(time, {{0, std::nullopt, NativeExtent{-0.5, 30}}});
    CHECK(at(object, "/cube:variables/time/extent") == "[-0.5,30]");
    CHECK(at(object, "/cube:dimensions/time/extent") == "[null,null]");
}
