// Global attributes that claim an extent, held against the coordinates.
#include <catch2/catch.hpp>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;

namespace {

std::vector<std::string> notes_of(const DatasetBuilder& build) { return build.read().granule.notes; }

}  // namespace

TEST_CASE("claims that agree are not mentioned") {
    auto build = monthly_means();
    build.global(number("geospatial_lat_min", -90)).global(number("geospatial_lat_max", 90));
    build.global(text("geospatial_lon_min", "0.0")).global(text("geospatial_lon_max", "360.0"));
    build.global(text("time_coverage_start", "2001-01-01")).global(text("time_coverage_end", "2001-02-28T23:59:59Z"));
    CHECK(notes_of(build).empty());
}

TEST_CASE("claims may be off by a cell") {
    auto build = monthly_means();
    build.global(number("geospatial_lat_min", -85))
        .global(number("geospatial_lon_min", 5))
        .global(number("geospatial_lon_max", 355));
    CHECK(notes_of(build).empty());
}

TEST_CASE("claims that disagree are noted, the coordinates win") {
    auto build = monthly_means();
    build.global(number("geospatial_lat_min", -59.363)).global(text("time_coverage_start", "1998-01-01:00.00"));
    const auto read = build.read();
    CHECK(read.granule.notes ==
          std::vector<std::string>{
              "Global attribute geospatial_lat_min says -59.363, the coordinates say -90: the coordinates are used.",
              "Global attribute time_coverage_start says 1998-01-01:00.00, which contradicts the time "
              "coordinates: they are used."});
    CHECK(box_text(read.granule.footprint) == "-180 -90 180 90");
    CHECK(interval_text(read.granule.time) == "2001-01-01T00:00:00Z/2001-03-01T00:00:00Z");
}

TEST_CASE("longitudes are compared on the circle") {
    auto build = monthly_means();
    build.drop("lon", "bounds").values("lon", Doubles{200, 210, 220});
    build.global(number("geospatial_lon_min", -160)).global(number("geospatial_lon_max", 220));
    CHECK(notes_of(build).empty());
}

TEST_CASE("claims are not used in the place of coordinates, and the reason says so") {
    auto build = monthly_means();
    build.drop("time", "units").values("lat", Doubles{1e20});
    build.global(number("geospatial_lat_min", -90)).global(text("time_coverage_start", "2001-01-01"));
    const auto read = build.read();
    CHECK(read.granule.time.reason ==
          "time axis 'time': it has no units, so its values are not dates (global attributes time_coverage_start exist "
          "and "
          "are not used)");
    CHECK(read.granule.footprint.reason ==
          "latitude 'lat': its value 1e+20 is not a latitude (global attributes geospatial_lat_min exist and are not "
          "used)");
}
