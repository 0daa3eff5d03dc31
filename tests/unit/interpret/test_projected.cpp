// Expected boxes are those that pyproj computes from the same attributes (CRS.from_cf, edges in 2,000 steps); but for
// the oblique Mercator, which from_cf leaves askew: there they are those of PROJ's omerc, which CF's appendix F refers
// to.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Attribute;
using cairn::Evidence;
using cairn::Footprint;
using cairn::Type;

namespace {

Attribute numbers(std::string name, Doubles values) { return {std::move(name), Type::float64, std::move(values)}; }

const std::vector<Attribute>& wgs84() {
    static const std::vector<Attribute> k_figure{number("semi_major_axis", 6378137),
                                                 number("inverse_flattening", 298.257223563)};
    return k_figure;
}

/// t(y, x) on 20 by 10 cells of 50 km, the first of which begins at (west_m, south_m).
DatasetBuilder projected(const std::string& name, std::vector<Attribute> attributes, double west_m = 100'000,
                         double south_m = 200'000) {
    DatasetBuilder build;
    build.dimension("y", 10).dimension("x", 20);
    build.variable("y", {"y"}, {text("standard_name", "projection_y_coordinate"), text("units", "m")},
                   axis(south_m + 25'000, 50'000, 10));
    build.variable("x", {"x"}, {text("standard_name", "projection_x_coordinate"), text("units", "m")},
                   axis(west_m + 25'000, 50'000, 20));
    attributes.push_back(text("grid_mapping_name", name));
    build.variable("crs", {}, std::move(attributes));
    build.variable("t", {"y", "x"}, {text("grid_mapping", "crs")});
    for (const Attribute& attribute : wgs84()) build.set("crs", attribute);
    return build;
}

DatasetBuilder lambert() {
    return projected("lambert_conformal_conic",
                     {numbers("standard_parallel", {33, 45}), number("longitude_of_central_meridian", 263),
                      number("latitude_of_projection_origin", 40)});
}

Footprint footprint_of(const DatasetBuilder& build) { return build.read().granule.footprint; }

void check_box(const Footprint& footprint, double west, double south, double east, double north) {
    INFO(footprint.reason);
    REQUIRE(footprint.box);
    const auto box = bbox_of(*footprint.box);
    CHECK(box[0] == Approx(west).margin(0.002));
    CHECK(box[1] == Approx(south).margin(0.002));
    CHECK(box[2] == Approx(east).margin(0.002));
    CHECK(box[3] == Approx(north).margin(0.002));
}

/// A Lambert conformal system of nobody's registry, with an identifier.
std::string with_epsg_id(const std::string& id) {
    return R"wkt(PROJCRS["local",BASEGEOGCRS["s",DATUM["s",ELLIPSOID["s",6371229,0,LENGTHUNIT["metre",1]]],
PRIMEM["Greenwich",0]],CONVERSION["l",METHOD["Lambert Conic Conformal (2SP)"],
PARAMETER["Latitude of false origin",48],PARAMETER["Longitude of false origin",8],
PARAMETER["Latitude of 1st standard parallel",48],PARAMETER["Latitude of 2nd standard parallel",48],
PARAMETER["Easting at false origin",0],PARAMETER["Northing at false origin",0]],CS[Cartesian,2],
AXIS["x",east],AXIS["y",north],LENGTHUNIT["metre",1],ID["EPSG",)wkt" +
           id + "]]";
}

}  // namespace

TEST_CASE("every grid mapping of CF") {
    check_box(footprint_of(projected("albers_conical_equal_area", {numbers("standard_parallel", {29.5, 45.5}),
                                                                   number("longitude_of_central_meridian", -96),
                                                                   number("latitude_of_projection_origin", 23)})),
              -95.023, 24.267, -84.726, 29.37);
    check_box(footprint_of(projected("azimuthal_equidistant", {number("longitude_of_projection_origin", 10),
                                                               number("latitude_of_projection_origin", 45)})),
              11.31, 45.92, 25.525, 51.287);
    check_box(footprint_of(
                  projected("lambert_azimuthal_equal_area",
                            {number("longitude_of_projection_origin", 10), number("latitude_of_projection_origin", 52),
                             number("false_easting", 4'321'000), number("false_northing", 3'210'000)},
                            4'421'000, 3'410'000)),
              11.517, 52.674, 28.322, 58.281);
    check_box(footprint_of(lambert()), -95.791, 41.086, -82.873, 46.309);
    check_box(footprint_of(projected("lambert_cylindrical_equal_area",
                                     {number("longitude_of_central_meridian", 0), number("standard_parallel", 30)})),
              1.036, 1.568, 11.401, 5.495);
    check_box(footprint_of(projected("mercator",
                                     {number("longitude_of_projection_origin", 110), number("standard_parallel", 20)})),
              110.956, 1.924, 120.512, 6.719);
    check_box(footprint_of(projected("oblique_mercator",
                                     {number("azimuth_of_central_line", 53), number("latitude_of_projection_origin", 4),
                                      number("longitude_of_projection_origin", 115),
                                      number("scale_factor_at_projection_origin", 0.99984)})),
              115.903, 5.718, 125.026, 10.325);
    check_box(footprint_of(projected("orthographic", {number("longitude_of_projection_origin", 5),
                                                      number("latitude_of_projection_origin", 30)})),
              6.056, 31.299, 17.261, 36.32);
    check_box(footprint_of(projected("polar_stereographic",
                                     {number("straight_vertical_longitude_from_pole", -45),
                                      number("latitude_of_projection_origin", 90), number("standard_parallel", 70)},
                                     100'000, 500'000)),
              69.444, 76.339, 129.289, 85.295);
    check_box(footprint_of(projected("sinusoidal", {number("longitude_of_central_meridian", 0)})), 0.899, 1.809, 9.942,
              6.33);
    check_box(footprint_of(projected("stereographic", {number("longitude_of_projection_origin", 20),
                                                       number("latitude_of_projection_origin", 10),
                                                       number("scale_factor_at_projection_origin", 0.9999)})),
              20.917, 11.645, 30.231, 16.319);
    check_box(
        footprint_of(projected("transverse_mercator",
                               {number("longitude_of_central_meridian", 9), number("latitude_of_projection_origin", 0),
                                number("scale_factor_at_central_meridian", 0.9996), number("false_easting", 500'000),
                                number("false_northing", 0)},
                               600'000)),
        9.899, 1.783, 18.895, 6.332);
    check_box(footprint_of(projected("vertical_perspective", {number("longitude_of_projection_origin", 5),
                                                              number("latitude_of_projection_origin", 30),
                                                              number("perspective_point_height", 5'000'000)})),
              6.058, 31.309, 17.651, 36.347);
    check_box(footprint_of(projected("geostationary",
                                     {number("longitude_of_projection_origin", 0),
                                      number("perspective_point_height", 35'785'831), text("sweep_angle_axis", "y")})),
              0.899, 1.809, 10.035, 6.371);
}

TEST_CASE("a projected grid has its outline and its projection") {
    const auto read = lambert().read();
    REQUIRE(read.granule.footprint.outline);
    CHECK(read.granule.footprint.outline->rings.size() == 1);
    CHECK(read.granule.footprint.outline->rings[0].size() > 5);  // its parallels are bent
    CHECK(read.granule.footprint.outline->rings[0].size() < 40);
    CHECK(read.granule.footprint.evidence == Evidence::coordinates);
    REQUIRE(read.granule.projection);
    const cairn::Projection& projection = *read.granule.projection;
    CHECK(projection.code.empty());
    CHECK(projection.wkt2.find("PROJCRS[") == 0);
    CHECK(projection.projjson.find("ProjectedCRS") != std::string::npos);
    CHECK(projection.shape == std::array<std::uint64_t, 2>{10, 20});
    CHECK(projection.transform == Doubles{50'000, 0, 100'000, 0, 50'000, 200'000});
    CHECK(projection.bbox == std::array<double, 4>{100'000, 200'000, 1'100'000, 700'000});
    CHECK(dimension_named(*read.granule.cube, "x").reference_system == projection.wkt2);
    CHECK(dimension_named(*read.granule.cube, "x").kind == cairn::DimensionKind::projected_x);
}

TEST_CASE("kilometres are the system's unit when the coordinates are in them") {
    auto build = lambert();
    build.set("x", text("units", "km")).values("x", axis(125, 50, 20));
    build.set("y", text("units", "km")).values("y", axis(225, 50, 10));
    const auto read = build.read();
    check_box(read.granule.footprint, -95.791, 41.086, -82.873, 46.309);
    CHECK(read.granule.projection->bbox == std::array<double, 4>{100, 200, 1100, 700});
    CHECK(read.granule.projection->wkt2.find("\"kilometre\"") != std::string::npos);
}

TEST_CASE("a false easting is in the coordinates' unit") {
    auto build = lambert();
    build.set("crs", number("false_easting", 1000));
    build.set("x", text("units", "km")).values("x", axis(1125, 50, 20));
    build.set("y", text("units", "km")).values("y", axis(225, 50, 10));
    check_box(footprint_of(build), -95.791, 41.086, -82.873, 46.309);
}

TEST_CASE("a grid from north to south, or from east to west, is where it was") {
    auto build = lambert();
    build.values("y", axis(675'000, -50'000, 10));
    build.values("x", axis(1'075'000, -50'000, 20));
    const auto read = build.read();
    check_box(read.granule.footprint, -95.791, 41.086, -82.873, 46.309);
    CHECK(read.granule.projection->transform == Doubles{-50'000, 0, 1'100'000, 0, -50'000, 700'000});
}

TEST_CASE("a figure of the Earth that is not stated is assumed, and said") {
    auto build = lambert();
    build.drop("crs", "semi_major_axis").drop("crs", "inverse_flattening");
    const Footprint footprint = footprint_of(build);
    CHECK(footprint.evidence == Evidence::guess);
    CHECK(footprint.reason == "grid mapping 'crs' does not state the figure of the Earth; WGS 84 is assumed");
}

TEST_CASE("a grid mapping that lacks a parameter has no place") {
    auto build = lambert();
    build.drop("crs", "standard_parallel");
    const Footprint footprint = footprint_of(build);
    CHECK_FALSE(footprint.box);
    CHECK(footprint.reason ==
          "projected grid without latitude and longitude coordinates (grid mapping 'lambert_conformal_conic'): grid "
          "mapping 'crs' (lambert_conformal_conic) has no standard_parallel");
}

TEST_CASE("a polar grid encloses its pole") {
    const auto polar = [](double latitude, double west, double south) {
        return projected(
            "polar_stereographic",
            {number("straight_vertical_longitude_from_pole", -45), number("latitude_of_projection_origin", latitude),
             number("standard_parallel", latitude * 7 / 9)},
            west, south);
    };
    const Footprint north = footprint_of(polar(90, -510'000, -260'000));
    CHECK(north.box->lat.north_deg == 90);
    CHECK(north.box->lon.is_full());
    CHECK(north.box->lat.south_deg == Approx(84.7).margin(0.1));
    REQUIRE(north.outline);
    CHECK(north.outline->rings.size() == 1);
    const Footprint south = footprint_of(polar(-90, -510'000, -260'000));
    CHECK(south.box->lat.south_deg == -90);
    CHECK(south.box->lon.is_full());
    REQUIRE(south.outline);
}

TEST_CASE("a geostationary disc ends at its limb") {
    const double height = 35'785'831;
    for (const bool in_radians : {true, false}) {
        auto build = projected("geostationary", {number("longitude_of_projection_origin", 140.7),
                                                 number("perspective_point_height", height)});
        const double half = in_radians ? 0.1528 : 0.1528 * height;
        for (const char* name : {"x", "y"}) {
            build.set(name, text("units", in_radians ? "radian" : "m"));
            build.values(name, axis(-half, half / 50, 101));
        }
        const auto read = build.read();
        const Footprint& footprint = read.granule.footprint;
        REQUIRE(footprint.box);
        CHECK(footprint.box->lat.north_deg == Approx(81.3).margin(0.3));
        CHECK(footprint.box->lon.crosses_antimeridian());
        CHECK(footprint.box->lon.width_deg() == Approx(162.6).margin(0.6));
        REQUIRE(footprint.outline);
        CHECK(footprint.outline->rings.size() == 2);
        CHECK((*read.granule.projection->bbox)[2] == Approx(0.1528 * height * 1.01));
        CHECK(dimension_named(*read.granule.cube, "x").reference_system.empty() == in_radians);
    }
}

TEST_CASE("a tile that reaches beyond the edge of its map ends there") {
    auto build = projected("sinusoidal", {number("longitude_of_central_meridian", 0)});
    build.drop("crs", "semi_major_axis")
        .drop("crs", "inverse_flattening")
        .set("crs", number("earth_radius", 6371007.181));
    build.values("x", axis(15'567'307 + 27'800, 55'600, 20)).values("y", axis(4'447'802 - 55'600, -111'200, 10));
    // At 161.67 east the map ends at the latitude whose parallel is as long as the tile's western edge is far.
    check_box(footprint_of(build), 161.657, 30, 180, 38.942);
    REQUIRE(footprint_of(build).outline);
    CHECK(footprint_of(build).outline->rings.size() == 1);
}

TEST_CASE("a rotated pole needs no figure of the Earth") {
    DatasetBuilder build;
    build.dimension("rlat", 5).dimension("rlon", 10);
    build.variable("rlat", {"rlat"}, {text("standard_name", "grid_latitude"), text("units", "degrees")},
                   axis(-1.5, 1, 5));
    build.variable("rlon", {"rlon"}, {text("standard_name", "grid_longitude"), text("units", "degrees")},
                   axis(-4.5, 1, 10));
    build.variable("crs", {},
                   {text("grid_mapping_name", "rotated_latitude_longitude"), number("grid_north_pole_latitude", 39.25),
                    number("grid_north_pole_longitude", -162)});
    build.variable("t", {"rlat", "rlon"}, {text("grid_mapping", "crs")});
    const auto read = build.read();
    check_box(read.granule.footprint, 9.593, 48.495, 26.407, 53.75);
    CHECK(read.granule.footprint.evidence == Evidence::coordinates);
    CHECK(read.granule.projection->bbox == std::array<double, 4>{-5, -2, 5, 3});
    SECTION("round the whole of it is the globe") {
        build.values("rlon", axis(-162, 36, 10)).values("rlat", axis(-72, 36, 5));
        CHECK(box_text(footprint_of(build)) == "-180 -90 180 90");
    }
}

TEST_CASE("an identifier that is none of EPSG's is no code of the system") {
    for (const char* id : {"\"LOCAL\"", "\"-1\"", "\"99999999999999999999\"", "\"32632 \"", "\"0\""}) {
        INFO(id);
        auto build = lambert();
        build.drop("crs", "grid_mapping_name");
        build.set("crs", text("crs_wkt", with_epsg_id(id)));
        const auto read = build.read();
        REQUIRE(read.granule.projection);
        CHECK(read.granule.projection->code.empty());
        CHECK_FALSE(read.granule.projection->wkt2.empty());
        const std::string& system = dimension_named(*read.granule.cube, "x").reference_system;
        CHECK(system.starts_with("PROJCRS["));
    }
}

TEST_CASE("an EPSG code is enough, on the variable, its group or the dataset") {
    DatasetBuilder build;
    build.group("/r10m", 0).dimension("y", 2, 1).dimension("x", 2, 1);
    build.variable("y", {"y"}, {}, Doubles{5'000'030, 5'000'020}, Type::float64, 1);
    build.variable("x", {"x"}, {}, Doubles{399'965, 399'975}, Type::float64, 1);
    build.variable("b02", {"y", "x"}, {}, {}, Type::uint16, 1);
    SECTION("none") {
        CHECK_FALSE(footprint_of(build).box);
        return;
    }
    SECTION("on the variable") { build.set("b02", number("proj:epsg", 32632, Type::int64)); }
    SECTION("as a code on the dataset") { build.global(text("proj:code", "EPSG:32632")); }
    SECTION("as a URN") { build.set("b02", text("srid", "urn:ogc:def:crs:EPSG::32632")); }
    SECTION("as PROJJSON") {
        build.set("b02",
                  {"proj:projjson", Type::json,
                   Texts{R"({"type": "ProjectedCRS", "name": "WGS 84 / UTM zone 32N", "base_crs": {"name": "WGS 84",
"datum": {"type": "GeodeticReferenceFrame", "name": "World Geodetic System 1984", "ellipsoid": {"name": "WGS 84",
"semi_major_axis": 6378137, "inverse_flattening": 298.257223563}}, "coordinate_system": {"subtype": "ellipsoidal", "axis": [
{"name": "Geodetic latitude", "abbreviation": "Lat", "direction": "north", "unit": "degree"},
{"name": "Geodetic longitude", "abbreviation": "Lon", "direction": "east", "unit": "degree"}]}},
"conversion": {"name": "UTM zone 32N", "method": {"name": "Transverse Mercator"}, "parameters": [
{"name": "Latitude of natural origin", "value": 0, "unit": "degree"},
{"name": "Longitude of natural origin", "value": 9, "unit": "degree"},
{"name": "Scale factor at natural origin", "value": 0.9996, "unit": "unity"},
{"name": "False easting", "value": 500000, "unit": "metre"}, {"name": "False northing", "value": 0, "unit": "metre"}]},
"coordinate_system": {"subtype": "Cartesian", "axis": [
{"name": "Easting", "abbreviation": "E", "direction": "east", "unit": "metre"},
{"name": "Northing", "abbreviation": "N", "direction": "north", "unit": "metre"}]}})"}});
    }
    SECTION("by another name") { build.global(text("epsg_code", "epsg:32632")); }
    const auto read = build.read();
    check_box(read.granule.footprint, 7.7278, 45.1442, 7.7281, 45.1444);
    CHECK(read.granule.projection->code == "EPSG:32632");
    CHECK(read.granule.projection->transform == Doubles{10, 0, 399'960, 0, -10, 5'000'035});
    CHECK(dimension_named(*read.granule.cube, "r10m/x").reference_system == "EPSG:32632");
    CHECK(dimension_named(*read.granule.cube, "r10m/x").kind == cairn::DimensionKind::projected_x);
}

TEST_CASE("a transform places rows and columns that have no coordinates") {
    DatasetBuilder build;
    build.dimension("row", 20).dimension("column", 20);
    build.variable("crs", {}, {text("GeoTransform", "440720 60 0 3751320 0 -60 "), text("crs_wkt", "UTM zone 11")});
    build.variable("b", {"row", "column"}, {text("grid_mapping", "crs")});
    SECTION("a text that is no definition of a system is not taken") { CHECK_FALSE(footprint_of(build).box); }
    SECTION("a code") {
        build.set("crs", number("epsg_code", 32611, Type::int32));
        SECTION("and the transform in the words of STAC") {
            const Attribute transform{"proj:transform", Type::json, Texts{"[60, 0, 440720, 0.0, -60, 3751320]"}};
            build.drop("crs", "GeoTransform").set("b", transform);
        }
        const auto read = build.read();
        check_box(read.granule.footprint, -117.641, 33.890, -117.628, 33.901);
        CHECK(read.granule.projection->transform == Doubles{60, 0, 440'720, 0, -60, 3'751'320});
        CHECK(read.granule.projection->shape == std::array<std::uint64_t, 2>{20, 20});
    }
}

TEST_CASE("the extended form names the mapping of each pair of axes") {
    auto build = lambert();
    build.variable("wgs", {}, {text("grid_mapping_name", "latitude_longitude"), number("earth_radius", 6'371'229)});
    build.set("t", text("grid_mapping", "wgs: lat lon crs: x y"));
    check_box(footprint_of(build), -95.791, 41.086, -82.873, 46.309);
}

TEST_CASE("coordinates of the file beat its projection; a contradiction is said") {
    auto build = lambert();
    Doubles lat;
    Doubles lon;
    for (int y = 0; y < 10; ++y) {
        for (int x = 0; x < 20; ++x) {
            lat.push_back(10 + 0.5 * y);
            lon.push_back(20 + 0.5 * x);
        }
    }
    build.variable("lat", {"y", "x"}, {text("units", "degrees_north")}, lat);
    build.variable("lon", {"y", "x"}, {text("units", "degrees_east")}, lon);
    build.set("t", text("coordinates", "lat lon"));
    const auto read = build.read();
    CHECK(box_text(read.granule.footprint) == "20 10 29.5 14.5");
    REQUIRE(read.granule.notes.size() == 1);
    CHECK(read.granule.notes[0].find("put the grid at different places: the coordinates are used") !=
          std::string::npos);
    CHECK_FALSE(read.granule.projection);
}

TEST_CASE("a mapping of a customary name serves axes that refer to none") {
    auto build = lambert();
    build.drop("t", "grid_mapping");
    CHECK(footprint_of(build).box);
    build.drop("crs", "grid_mapping_name");
    CHECK(footprint_of(build).reason ==
          "projected grid without latitude and longitude coordinates: no attribute states a reference system "
          "(grid_mapping, crs_wkt, spatial_ref, proj:code, epsg, srid, crs, proj4 and their kin were looked for)");
}

TEST_CASE("texts that would make PROJ open files are refused") {
    for (
        const char* wkt :
        {R"(BOUNDCRS[SOURCECRS[x],TARGETCRS[y],ABRIDGEDTRANSFORMATION["t",METHOD["NTv2"],PARAMETERFILE["f","/etc/x"]]])",
         R"(PROJCS["x",EXTENSION["PROJ4","+proj=merc +nadgrids=/etc/x"]])", "not a system [",
         R"({"$schema": "https://proj.org/schemas/v0.5/projjson.schema.json", "type": "?"})"}) {
        auto build = lambert();
        build.drop("crs", "grid_mapping_name").set("crs", text("crs_wkt", wkt));
        CHECK_FALSE(footprint_of(build).box);
        CHECK(footprint_of(build).reason.find("projected grid") == 0);
    }
}

TEST_CASE("axes that are no axes") {
    auto build = lambert();
    SECTION("missing values") {
        build.values("x", Doubles(20, NAN));
        CHECK(footprint_of(build).reason.find("axis 'x' has missing or impossible values") != std::string::npos);
    }
    SECTION("back and forth") {
        auto x = axis(0, 50'000, 20);
        x[7] = 0;
        build.values("x", x);
        CHECK(footprint_of(build).reason.find("axis 'x' neither only rises nor only falls") != std::string::npos);
    }
    SECTION("far off the Earth") {
        build.values("x", axis(1e11, 50'000, 20));
        CHECK_FALSE(footprint_of(build).box);
    }
    SECTION("irregular") {
        auto x = axis(125'000, 50'000, 20);
        x[7] += 9000;
        build.values("x", x);
        const auto read = build.read();
        CHECK(read.granule.footprint.box);
        CHECK(read.granule.projection->transform.empty());
    }
}
