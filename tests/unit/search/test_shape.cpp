#include <catch2/catch.hpp>

#include "base/json/parse.hpp"
#include "search/shape.hpp"

using namespace cairn;
using namespace cairn::search;

namespace {

std::optional<Shape> read(const std::string& text) { return shape_of(std::get<json::Value>(json::parse(text))); }
Shape shape(const std::string& text) {
    const auto read_shape = read(text);
    REQUIRE(read_shape.has_value());
    return *read_shape;
}
Shape point(const std::string& at) { return shape(R"({"type":"Point","coordinates":[)" + at + "]}"); }
Shape line(const std::string& at) { return shape(R"({"type":"LineString","coordinates":[)" + at + "]}"); }

const char* k_ring =
    R"({"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[4,4],[4,6],[6,6],[6,4],[4,4]]]})";

}  // namespace

TEST_CASE("shapes meet inside, on borders and across, but not in holes") {
    const Shape ring = shape(k_ring);
    for (const char* at : {"1,1", "0,0", "10,5", "4,5", "0,3"}) {
        INFO(at);
        CHECK(meet(point(at), ring));
        CHECK(meet(ring, point(at)));
    }
    for (const char* at : {"5,5", "11,5", "-1,0", "5,10.001"}) {
        INFO(at);
        CHECK_FALSE(meet(point(at), ring));
    }
    CHECK(meet(line("[-5,5],[15,5]"), ring));
    CHECK(meet(line("[1,1],[2,2]"), ring));
    CHECK_FALSE(meet(line("[4.5,4.5],[5.5,5.5]"), ring));
    CHECK_FALSE(meet(line("[-5,5],[-1,20]"), ring));
    CHECK(meet(line("[10,10],[20,20]"), ring));
    CHECK(meet(shape(R"({"type":"Polygon","coordinates":[[[-9,-9],[19,-9],[19,19],[-9,19],[-9,-9]]]})"), ring));
    CHECK(meet(line("[0,0],[2,2]"), line("[0,2],[2,0]")));
    CHECK_FALSE(meet(line("[0,0],[2,2]"), line("[3,3],[4,4]")));
    CHECK(meet(point("1,1"), line("[0,0],[2,2]")));
}

TEST_CASE("all kinds of geometries are read, and what is none is refused") {
    CHECK(
        read(
            R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"MultiPoint","coordinates":[[1,2],[3,4,5]]}},
                   {"type":"Feature","geometry":null}]})")
            .has_value());
    CHECK(
        read(R"({"type":"GeometryCollection","geometries":[{"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]}]})")
            .has_value());
    for (const char* text :
         {"{}", "[]", R"({"type":"Polygon","coordinates":[]})", R"({"type":"Polygon","coordinates":[[]]})",
          R"({"type":"Point"})", R"({"type":"Point","coordinates":[1]})", R"({"type":"Point","coordinates":["1",2]})",
          R"({"type":"Circle","coordinates":[1,2]})", R"({"type":"Feature","geometry":null})",
          R"({"type":"Polygon","coordinates":[[1,2]]})"}) {
        INFO(text);
        CHECK_FALSE(read(text).has_value());
    }
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += R"({"type":"GeometryCollection","geometries":[)";
    deep += R"({"type":"Point","coordinates":[1,2]})";
    for (int i = 0; i < 100; ++i) deep += "]}";
    CHECK_FALSE(read(deep).has_value());
}
