// Reference systems that files state outside CF, and statements that contradict each other.
#include <catch2/catch.hpp>
#include <cmath>

#include "builder/interpret/space/system_statements.hpp"
#include "tests/unit/interpret/datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

std::string box_of(const DatasetBuilder& build) { return box_text(build.read().granule.footprint); }
std::string code_of(const DatasetBuilder& build) {
    const auto read = build.read();
    return read.granule.projection ? read.granule.projection->code : "no projection: " + read.granule.footprint.reason;
}
bool has_note(const Interpretation& read, const std::string& part) {
    const auto& notes = read.granule.notes;
    return std::any_of(notes.begin(), notes.end(),
                       [&](const std::string& note) { return note.find(part) != std::string::npos; });
}

/// x and y in the middle of UTM zone 18, without any system.
DatasetBuilder plane() {
    DatasetBuilder build;
    build.dimension("y", 3).dimension("x", 3);
    const auto length = text("units", "m");
    build.variable("y", {"y"}, {text("standard_name", "projection_y_coordinate"), length},
                   Doubles{4500020, 4500010, 4500000});
    build.variable("x", {"x"}, {text("standard_name", "projection_x_coordinate"), length},
                   Doubles{500000, 500010, 500020});
    build.variable("t", {"y", "x"}, {});
    return build;
}

constexpr const char* k_utm_18 = "+proj=utm +zone=18 +datum=WGS84 +units=m +no_defs";

}  // namespace

TEST_CASE("attributes that state a system, in all their spellings") {
    CHECK(system_definition("EPSG:32618") == "EPSG:32618");
    CHECK(system_definition("epsg:32618") == "EPSG:32618");
    CHECK(system_definition("urn:ogc:def:crs:EPSG::3411") == "EPSG:3411");
    CHECK(system_definition("http://www.opengis.net/def/crs/EPSG/0/32618") == "EPSG:32618");
    CHECK(system_definition("+init=epsg:3411 +no_defs") == "EPSG:3411");
    CHECK(system_definition("3411") == "EPSG:3411");
    CHECK(system_definition("ESRI:102001") == "ESRI:102001");
    CHECK(system_definition("WGS84 somewhere").empty());
    CHECK(system_definition("").empty());
}

TEST_CASE("PROJ strings out of files keep only words that open nothing") {
    CHECK(
        system_definition("+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-45 +a=6378273 +b=6356889.449 +units=m +no_defs") ==
        "+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-45 +a=6378273 +b=6356889.449 +units=m +no_defs +type=crs");
    CHECK(system_definition("+proj=merc +nadgrids=@null +a=6378137").find("nadgrids") == std::string::npos);
    for (const char* refused :
         {"+proj=utm +zone=18 +nadgrids=/etc/passwd", "+proj=pipeline +step +proj=utm",
          "+proj=utm +zone=18 +geoidgrids=x.gtx", "+proj=utm +zone=/etc/passwd", "+proj=horner +fwd_u=1"}) {
        INFO(refused);
        CHECK(system_definition(refused).empty());
    }
}

TEST_CASE("a system by any attribute of the grid mapping, the variable or the dataset") {
    // A PROJ string has no code: what it means shows in the place.
    const std::vector<Attribute> statements{
        text("epsg_code", "EPSG:32618"), text("srid", "urn:ogc:def:crs:EPSG::32618"),
        text("proj4text", k_utm_18),     text("proj4_string", k_utm_18),
        text("proj4", k_utm_18),         text("crs", "epsg:32618"),
        text("spatial_ref", k_utm_18),   number("epsg", 32618, Type::int32)};
    const std::string expected = box_of(plane().set("t", text("proj:code", "EPSG:32618")));
    REQUIRE_FALSE(expected.empty());
    for (const Attribute& statement : statements) {
        INFO(statement.name);
        auto in_mapping = plane();
        in_mapping.variable("mapping", {}, {statement}).set("t", text("grid_mapping", "mapping"));
        CHECK(box_of(in_mapping) == expected);
        CHECK(box_of(plane().set("t", statement)) == expected);
        CHECK(box_of(plane().global(statement)) == expected);
    }
}

TEST_CASE("GDAL's _CRS and a scalar coordinate epsg") {
    auto build = plane();
    SECTION("_CRS") {
        build.set("t", {"_CRS", Type::json,
                        Texts{R"({"url": "http://www.opengis.net/def/crs/EPSG/0/32618", "wkt": "PROJCRS[odd]"})"}});
    }
    SECTION("epsg") { build.variable("epsg", {}, {}, Integers{32618}, Type::int64); }
    CHECK(code_of(build) == "EPSG:32618");
}

TEST_CASE("a text that PROJ refuses is said, and the next one is used") {
    auto build = plane();
    build.variable("mapping", {},
                   {text("crs_wkt", "PROJCS[\"broken\",GEOGCS[\"odd\"]]"), text("epsg_code", "EPSG:32618")});
    build.set("t", text("grid_mapping", "mapping"));
    CHECK(code_of(build) == "EPSG:32618");
    CHECK(has_note(build.read(), "crs_wkt of 'mapping' is not used"));
}

TEST_CASE("statements that disagree: the data's own latitudes and longitudes decide") {
    auto build = plane();
    build.variable("mapping", {},
                   {text("grid_mapping_name", "transverse_mercator"), number("longitude_of_central_meridian", -81),
                    number("latitude_of_projection_origin", 0), number("scale_factor_at_central_meridian", 0.9996),
                    number("false_easting", 500000), number("false_northing", 0), number("semi_major_axis", 6378137),
                    number("inverse_flattening", 298.257223563), text("crs_wkt", "EPSG:32618")});
    build.set("t", text("grid_mapping", "mapping"));
    SECTION("without them the parameters win, by CF, and that is said") {
        CHECK(code_of(build) != "EPSG:32618");
        CHECK(has_note(build.read(), "contradicted by crs_wkt of 'mapping'"));
    }
    SECTION("with them, what they confirm") {
        const Doubles lat(9, 40.65095);
        const Doubles lon(9, -75);
        build.variable("lat", {"y", "x"}, {text("units", "degrees_north")}, lat);
        build.variable("lon", {"y", "x"}, {text("units", "degrees_east")}, lon);
        CHECK(code_of(build) == "EPSG:32618");
        CHECK(has_note(build.read(), "confirm"));
    }
    SECTION("two texts outvote them") {
        build.set("mapping", text("proj4text", k_utm_18));
        CHECK(code_of(build) == "EPSG:32618");
    }
}

TEST_CASE("without any statement the reason names what was looked for") {
    CHECK(plane().read().granule.footprint.reason.find("crs_wkt") != std::string::npos);
}

TEST_CASE("places in a projection that are no axes: meshes, points and bent rows") {
    DatasetBuilder build;
    build.dimension("node", 3).dimension("face", 1).dimension("three", 3);
    build.variable("node_x", {"node"}, {text("standard_name", "projection_x_coordinate"), text("units", "m")},
                   Doubles{500000, 510000, 500000});
    build.variable("node_y", {"node"}, {text("standard_name", "projection_y_coordinate"), text("units", "m")},
                   Doubles{5500000, 5500000, 5510000});
    build.variable("crs", {}, {text("epsg_code", "EPSG:32630")});
    build.variable("nodes", {"face", "three"}, {}, Integers{0, 1, 2}, Type::int32);
    build.variable("mesh", {},
                   {text("cf_role", "mesh_topology"), text("node_coordinates", "node_x node_y"),
                    text("face_node_connectivity", "nodes")});
    const auto is_there = [&] {
        const auto box = build.read().granule.footprint.box;
        REQUIRE(box.has_value());
        return std::abs(box->lon.west_deg() + 3) < 0.01 && std::abs(box->lat.south_deg - 49.65) < 0.02 &&
               box->lon.width_deg() > 0.1;
    };
    SECTION("nodes of a mesh") {
        build.variable("t", {"node"}, {text("mesh", "mesh"), text("location", "node"), text("grid_mapping", "crs")});
        CHECK(is_there());
    }
    SECTION("faces of a mesh") {
        build.variable("t", {"face"}, {text("mesh", "mesh"), text("location", "face"), text("grid_mapping", "crs")});
        CHECK(is_there());
    }
    SECTION("points without a mesh") {
        build.remove("mesh").variable("t", {"node"},
                                      {text("coordinates", "node_x node_y"), text("grid_mapping", "crs")});
        CHECK(is_there());
    }
    SECTION("rows and columns") {
        build.dimension("j", 2).dimension("i", 2);
        build.variable("xx", {"j", "i"}, {text("standard_name", "projection_x_coordinate"), text("units", "km")},
                       Doubles{500, 510, 500, 510});
        build.variable("yy", {"j", "i"}, {text("standard_name", "projection_y_coordinate"), text("units", "km")},
                       Doubles{5500, 5500, 5510, 5510});
        build.variable("t", {"j", "i"}, {text("coordinates", "xx yy"), text("grid_mapping", "crs")});
        CHECK(is_there());
    }
    SECTION("without a system there is no place, and a reason") {
        build.remove("crs").variable("t", {"node"}, {text("mesh", "mesh"), text("location", "node")});
        CHECK(box_of(build).empty());
        CHECK_FALSE(build.read().granule.footprint.reason.empty());
    }
}

TEST_CASE("rays of a radar reach as far as their last gate") {
    DatasetBuilder build;
    build.dimension("time", 4).dimension("range", 3);
    build.variable("latitude", {}, {text("units", "degrees_north")}, Doubles{44.8});
    build.variable("longitude", {}, {text("units", "degrees_east")}, Doubles{11.6});
    build.variable("range", {"range"}, {text("standard_name", "projection_range_coordinate"), text("units", "meters")},
                   Doubles{0, 125000, 250000});
    build.variable("azimuth", {"time"}, {text("standard_name", "ray_azimuth_angle")}, Doubles{0, 90, 180, 270});
    build.variable("DBZ", {"time", "range"}, {});
    const auto box = build.read().granule.footprint.box;
    REQUIRE(box.has_value());
    CHECK(std::abs(box->lat.north_deg - 47.05) < 0.02);
    CHECK(std::abs(box->lat.south_deg - 42.55) < 0.02);
    CHECK(std::abs(box->lon.width_deg() - 6.33) < 0.1);
}
