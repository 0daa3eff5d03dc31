#include <catch2/catch.hpp>

#include "reading.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

Footprint place_of(const std::string& member) {
    INFO(member);
    const ReadLine read = read_with(member);
    for (const Problem& problem : read.problems) UNSCOPED_INFO(problem.message);
    REQUIRE(read.record);
    return read.record->facts.understood->granule.footprint;
}

std::array<double, 4> box_of(const std::string& member) { return bbox_of(place_of(member).box.value()); }

std::string polygon(const std::string& ring) {
    return R"("geometry": {"type": "Polygon", "coordinates": [)" + ring + "]}";
}

void check_refused(const std::string& member, const std::string& pointer) {
    INFO(member);
    const ReadLine read = read_with(member);
    REQUIRE(read.codes() == "discover/record-invalid");
    CHECK_THAT(read.problems.front().message, Catch::StartsWith(pointer));
}

using Edges = std::array<double, 4>;
constexpr const char* k_triangle = "[[0, 0], [10, 0], [0, 10], [0, 0]]";

}  // namespace

TEST_CASE("boxes") {
    CHECK(box_of(R"("bbox": [-10, 40, 10, 60])") == Edges{-10, 40, 10, 60});
    CHECK(box_of(R"("bbox": [-10, 40, -5000, 10, 60, 0])") == Edges{-10, 40, 10, 60});
    CHECK(box_of(R"("bbox": [170, -10, -170, 10])") == Edges{170, -10, -170, 10});
    CHECK(box_of(R"("bbox": [350, -10, 360, 10])") == Edges{-10, -10, 0, 10});
    CHECK(box_of(R"("bbox": [0, -90, 360, 90])") == Edges{-180, -90, 180, 90});
    CHECK(box_of(R"("bbox": [5, 6, 5, 6])") == Edges{5, 6, 5, 6});
    check_refused(R"("bbox": [0, 50, 10, 40])", "/bbox: ");
    check_refused(R"("bbox": [0, -91, 10, 40])", "/bbox: ");
    check_refused(R"("bbox": [-190, 0, 10, 40])", "/bbox: ");
    check_refused(R"("bbox": [300, 0, 200, 40])", "/bbox: ");
    check_refused(R"("bbox": [0, 0, 400, 40])", "/bbox: ");
}

TEST_CASE("outlines are turned as GeoJSON wants them, and a box needs none") {
    const Footprint triangle = place_of(polygon(k_triangle));
    REQUIRE(triangle.outline);
    CHECK(triangle.outline->rings.size() == 1);
    const Footprint clockwise = place_of(polygon("[[0, 0], [0, 10], [10, 0], [0, 0]]"));
    CHECK(*clockwise.outline == *triangle.outline);
    CHECK(place_of(polygon("[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]")).outline == nullptr);
    CHECK(box_of(R"("geometry": {"type": "Point", "coordinates": [3, 4, 100]})") == Edges{3, 4, 3, 4});
}

TEST_CASE("an outline of two parts at the antimeridian crosses it") {
    const std::string parts =
        "[[[[170, 0], [180, 0], [180, 10], [170, 0]]], [[[-180, 0], [-170, 0], [-180, 10], [-180, 0]]]]";
    const std::string geometry = R"("geometry": {"type": "MultiPolygon", "coordinates": )" + parts + "}";
    CHECK(box_of(geometry) == Edges{170, 0, -170, 10});
    CHECK(place_of(geometry).outline->rings.size() == 2);
    CHECK(box_of(geometry + R"(, "bbox": [170, 0, -170, 10])") == Edges{170, 0, -170, 10});
}

TEST_CASE("an outline that is none") {
    const std::string at = "/geometry/coordinates";
    check_refused(polygon("[[0, 0], [10, 0], [0, 10]]"), at + "/0: ");
    check_refused(polygon("[[0, 0], [10, 0], [0, 10], [1, 1]]"), at + "/0: ");
    check_refused(polygon("[[0, 0], [10, 10], [10, 0], [0, 8], [0, 0]]"), at + "/0: ");
    check_refused(polygon("[[0, 0], [10, 0], [20, 0], [0, 0]]"), at + "/0: ");
    check_refused(polygon("[[0, 0], [200, 0], [0, 10], [0, 0]]"), at + "/0/1: ");
    check_refused(polygon("[[0, 0], [10, \"0\"], [0, 10], [0, 0]]"), at + "/0/1: ");
    check_refused(polygon("[[170, 0], [-170, 0], [-170, 10], [170, 0]]"), at + "/0: ");
    check_refused(polygon(std::string(k_triangle) + ", " + k_triangle), at + "/1: ");
    check_refused(R"("geometry": {"type": "Polygon", "coordinates": []})", at + ": ");
    check_refused(R"("geometry": {"type": "MultiPolygon", "coordinates": []})", at + ": ");
    check_refused(R"("geometry": {"type": "Point", "coordinates": [1]})", at + ": ");
    check_refused(polygon(k_triangle) + R"(, "bbox": [0, 0, 10, 11])", "/bbox: ");
}

TEST_CASE("an outline has a bounded number of positions") {
    std::string ring = "[";
    for (int i = 0; i < 5000; ++i) ring += "[" + std::to_string(i * 0.001) + ", 0], ";
    check_refused(polygon(ring + "[5, 5], [0, 0]]"), "/geometry/coordinates/0: ");
}
