#include <catch2/catch.hpp>

#include "builder/stac/geometry.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

std::string geometry_text(const Box& box) { return json::write(geometry_of(box)); }

Footprint known(const Box& box) { return {box, Evidence::bounds, {}}; }

}  // namespace

TEST_CASE("a box is a counterclockwise polygon that is closed") {
    CHECK(geometry_text(box(-10, 40, 10.5, 50)) ==
          R"({"type":"Polygon","coordinates":[[[-10.0,40.0],[10.5,40.0],[10.5,50.0],[-10.0,50.0],[-10.0,40.0]]]})");
}

TEST_CASE("the whole circle of longitudes is -180 to 180, however it is counted") {
    for (const Box& globe : {box(0, -90, 360, 90), box(-180, -90, 180, 90), Box{LonInterval::full(), {-90, 90}}}) {
        CHECK(json::write(bbox_value(globe)) == "[-180.0,-90.0,180.0,90.0]");
        CHECK(geometry_text(globe).find(R"([[-180.0,-90.0],[180.0,-90.0],[180.0,90.0])") != std::string::npos);
    }
}

TEST_CASE("a box without width or height is a line, without both a point") {
    CHECK(geometry_text(box(5, 40, 5, 50)) == R"({"type":"LineString","coordinates":[[5.0,40.0],[5.0,50.0]]})");
    CHECK(geometry_text(box(5, 40, 8, 40)) == R"({"type":"LineString","coordinates":[[5.0,40.0],[8.0,40.0]]})");
    CHECK(geometry_text(box(5, 40, 5, 40)) == R"({"type":"Point","coordinates":[5.0,40.0]})");
    // Smaller than the six decimals that are written: two equal positions make no polygon.
    CHECK(geometry_text(box(5, 40, 5.0000001, 50)).find("LineString") != std::string::npos);
}

TEST_CASE("a box that ends at the antimeridian is one polygon, one that crosses it is cut in two") {
    CHECK(json::write(bbox_value(box(170, -20, 180, 0))) == "[170.0,-20.0,180.0,0.0]");
    CHECK(geometry_text(box(170, -20, 180, 0)).find(R"("Polygon")") != std::string::npos);

    CHECK(json::write(bbox_value(box(170, -20, 185, 0))) == "[170.0,-20.0,-175.0,0.0]");
    CHECK(geometry_text(box(170, -20, 185, 0)) ==
          R"({"type":"MultiPolygon","coordinates":[)"
          R"([[[170.0,-20.0],[180.0,-20.0],[180.0,0.0],[170.0,0.0],[170.0,-20.0]]],)"
          R"([[[-180.0,-20.0],[-175.0,-20.0],[-175.0,0.0],[-180.0,0.0],[-180.0,-20.0]]]]})");
    CHECK(geometry_text(box(170, 5, 185, 5)) ==
          R"({"type":"MultiLineString","coordinates":[[[170.0,5.0],[180.0,5.0]],[[-180.0,5.0],[-175.0,5.0]]]})");
}

TEST_CASE("a footprint with an outline is the outline") {
    Footprint footprint = known(box(0, 0, 4, 4));
    footprint.outline = std::make_shared<Outline>(Outline{{{{0, 0}, {4, 2}, {2, 4}, {0, 0}}}});
    CHECK(json::write(geometry_of(footprint)) ==
          R"({"type":"Polygon","coordinates":[[[0.0,0.0],[4.0,2.0],[2.0,4.0],[0.0,0.0]]]})");
}

TEST_CASE("a feature has a bbox exactly when it has a geometry") {
    json::Value feature = json::object();
    set_geometry(feature, known(box(170, 0, 190, 1)));
    CHECK(at(feature, "/bbox") == "[170.0,0.0,-170.0,1.0]");
    CHECK(at(feature, "/geometry/type") == "\"MultiPolygon\"");

    const Footprint unknown{std::nullopt, Evidence::none, "no axes"};
    json::Value without = json::object();
    set_geometry(without, unknown);
    CHECK(at(without, "/geometry") == "null");
    CHECK(at(without, "/bbox") == "absent");
    CHECK(why_no_geometry(unknown) == "no axes");
}
