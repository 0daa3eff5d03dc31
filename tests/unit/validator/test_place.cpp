// Geometry beside bbox: what is wrong with a place, and what is not.
#include <catch2/catch.hpp>

#include "reference_objects.hpp"
#include "validator/place.hpp"

using namespace cairn;
using validate::BoxFault;
using validate::GeometryFault;

namespace {

validate::Place place(const std::string& geometry, const std::string& bbox) {
    const json::Value shape = test::parsed(geometry), box = test::parsed(bbox);
    return validate::place_of(&shape, &box);
}

std::string polygon(const std::string& ring) { return R"({"type": "Polygon", "coordinates": [)" + ring + "]}"; }

const std::string k_square = polygon("[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]");
const std::string k_split = R"({"type": "MultiPolygon", "coordinates": [
    [[[170, 0], [180, 0], [180, 10], [170, 10], [170, 0]]], [[[-180, 0], [-170, 0], [-170, 10], [-180, 10], [-180, 0]]]]})";

}  // namespace

TEST_CASE("a box that agrees with its geometry has no fault") {
    const std::string all = polygon("[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]");
    CHECK(place(k_square, "[0, 0, 10, 10]").box == BoxFault::none);
    CHECK(place(k_square, "[0, 0, -50, 10, 10, 50]").box == BoxFault::none);
    CHECK(place(k_square, "[0, 0, 10, 10.1]").box == BoxFault::none);
    CHECK(place(k_split, "[170, 0, -170, 10]").box == BoxFault::none);
    CHECK(place(all, "[-180, -90, 180, 90]").box == BoxFault::none);
    CHECK(place(R"({"type": "Point", "coordinates": [3, 4, 100]})", "[3, 4, 3, 4]").box == BoxFault::none);
    CHECK(place(R"({"type": "MultiPoint", "coordinates": [[179, 1], [-179, 2]]})", "[179, 1, -179, 2]").box ==
          BoxFault::none);
    // Over the pole, where the positions end below it.
    CHECK(place(polygon("[[-180, 60], [180, 60], [180, 80], [-180, 80], [-180, 60]]"), "[-180, 60, 180, 90]").box ==
          BoxFault::none);
}

TEST_CASE("each fault of a box is found") {
    CHECK(place(k_square, "[0, 10, 10, 0]").box == BoxFault::upside_down);
    CHECK(place(k_square, "[0, 0, 50, 10, 10, -50]").box == BoxFault::bottom_up);
    CHECK(place(k_square, "[10, 0, 0, 10]").box == BoxFault::east_first);
    CHECK(place(k_split, "[-180, 0, 180, 10]").box == BoxFault::round_globe);
    CHECK(place(k_square, "[0, 0, 5, 10]").box == BoxFault::does_not_cover);
    CHECK(place(k_square, "[0, 0, 90, 10]").box == BoxFault::too_large);
    CHECK(place(k_square, "[0, 0, 10.5, 10]").box == BoxFault::loose);
    CHECK(place(k_split, "[175, 0, -170, 10]").box == BoxFault::does_not_cover);
    CHECK(place(k_square, "[9.96921e36, 0, 10, 10]").box == BoxFault::sentinel);
    CHECK(place(k_square, "[0, 0, 10, 95]").box == BoxFault::out_of_range);
    CHECK(place(k_square, "[0, 0, 500, 10]").box == BoxFault::out_of_range);
    CHECK(place(k_square, "[350, 0, 360, 10]").box == BoxFault::far_longitude);
    CHECK(place(k_square, "[0, 0, 10]").box == BoxFault::unusable);
}

TEST_CASE("exchanged coordinates, in one of them or in both") {
    const std::string tall = polygon("[[5, 40], [7, 40], [7, 50], [5, 50], [5, 40]]");
    CHECK(place(tall, "[40, 5, 50, 7]").box == BoxFault::swapped);
    const validate::Place both =
        place(polygon("[[-10, 100], [0, 100], [0, 120], [-10, 120], [-10, 100]]"), "[-10, 100, 0, 120]");
    CHECK(both.geometry == GeometryFault::swapped);
    CHECK(both.box == BoxFault::none);  // one cause
}

TEST_CASE("a geometry over the antimeridian in one piece") {
    const std::string uncut = polygon("[[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]]");
    CHECK(place(uncut, "[170, 0, -170, 10]").crosses_uncut);
    CHECK_FALSE(place(k_split, "[170, 0, -170, 10]").crosses_uncut);
    CHECK_FALSE(place(uncut, "[-170, 0, 170, 10]").crosses_uncut);
}

TEST_CASE("what is no geometry is left to the schemas") {
    for (const char* geometry :
         {"null", "1", "{}", R"({"type": "Polygon", "coordinates": 1})",
          R"({"type": "Polygon", "coordinates": [[["a", 1]]]})", R"({"type": "Point", "coordinates": []})"})
        CHECK(place(geometry, "[0, 0, 1, 1]").geometry == GeometryFault::unusable);
}
