// Geometries as bytes, and places in an order.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <utility>
#include <variant>

#include "base/json/parse.hpp"
#include "builder/tables/hilbert.hpp"
#include "builder/tables/wkb.hpp"

using namespace cairn;
using namespace cairn::tables;
using std::string_literals::operator""s;

namespace {

std::string wkb(std::string_view text) { return wkb_of(std::get<json::Value>(json::parse(text))); }

constexpr double k_cells = 65536;

/// The middle of a cell.
double longitude(int x) { return (x + 0.5) / k_cells * 360 - 180; }
double latitude(int y) { return (y + 0.5) / k_cells * 180 - 90; }

}  // namespace

TEST_CASE("geometries are written in the order of the lowest byte") {
    const std::string one = "\0\0\0\0\0\0\xF0\x3F"s;
    const std::string two = "\0\0\0\0\0\0\0\x40"s;
    CHECK(wkb(R"({"type":"Point","coordinates":[1,2]})") == "\x01\x01\0\0\0"s + one + two);
    CHECK(wkb(R"({"type":"LineString","coordinates":[[1,2],[2,1]]})") ==
          "\x01\x02\0\0\0\x02\0\0\0"s + one + two + two + one);
    CHECK(wkb(R"({"type":"Polygon","coordinates":[[[1,1],[2,2],[1,1]]]})") ==
          "\x01\x03\0\0\0\x01\0\0\0\x03\0\0\0"s + one + one + two + two + one + one);
    CHECK(wkb(R"({"type":"MultiPolygon","coordinates":[[[[1,2]]]]})") ==
          "\x01\x06\0\0\0\x01\0\0\0\x01\x03\0\0\0\x01\0\0\0\x01\0\0\0"s + one + two);
    CHECK(type_of_wkb(wkb(R"({"type":"MultiPoint","coordinates":[[1,2]]})")) == "MultiPoint");
}

TEST_CASE("what is no geometry has no bytes") {
    for (const char* text :
         {"null", "[]", R"({"type":"Polygon"})", R"({"type":"Point","coordinates":[1]})",
          R"({"type":"Point","coordinates":["1","2"]})", R"({"type":"GeometryCollection","geometries":[]})",
          R"({"type":"Circle","coordinates":[1,2]})"})
        CHECK(wkb(text).empty());
    CHECK(type_of_wkb("").empty());
}

TEST_CASE("the curve passes every cell once, and goes from neighbour to neighbour") {
    // The first 4096 steps are a square in the south-west.
    std::map<std::uint32_t, std::pair<int, int>> passed;
    for (int x = 0; x < 64; ++x)
        for (int y = 0; y < 64; ++y) passed.emplace(hilbert(longitude(x), latitude(y)), std::pair(x, y));
    REQUIRE(passed.size() == 4096);
    CHECK(passed.begin()->first == 0);
    CHECK(passed.rbegin()->first == 4095);
    for (auto last = passed.begin(), next = std::next(last); next != passed.end(); ++last, ++next) {
        const int steps =
            std::abs(last->second.first - next->second.first) + std::abs(last->second.second - next->second.second);
        CHECK(steps == 1);
    }
}

TEST_CASE("places beyond the edges are at the edges") {
    CHECK(hilbert(-200, -100) == hilbert(-180, -90));
    CHECK(hilbert(180, -90) == UINT32_MAX);
}
