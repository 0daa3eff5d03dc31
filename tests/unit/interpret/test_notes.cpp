// Global attributes that claim an extent, held against the coordinates.
#include <catch2/catch.hpp>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Evidence;
using cairn::Policies;
using cairn::Testimony;

namespace {

/// No units of time, and latitudes that are none.
DatasetBuilder without_coordinates() {
    auto build = monthly_means();
    build.drop("time", "units").values("lat", Doubles{1e20});
    return build;
}

void claim_box(DatasetBuilder& build, double west, double south, double east, double north) {
    build.global(number("geospatial_lon_min", west)).global(number("geospatial_lat_min", south));
    build.global(number("geospatial_lon_max", east)).global(number("geospatial_lat_max", north));
}

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
    CHECK(interval_text(read.granule.time) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
}

TEST_CASE("longitudes are compared on the circle") {
    auto build = monthly_means();
    build.drop("lon", "bounds").values("lon", Doubles{200, 210, 220});
    build.global(number("geospatial_lon_min", -160)).global(number("geospatial_lon_max", 220));
    CHECK(notes_of(build).empty());
}

TEST_CASE("a disagreement is a warning that names both") {
    auto build = monthly_means();
    build.global(number("geospatial_lat_min", -59.363)).global(text("time_coverage_start", "1998-01-01:00.00"));
    const auto problems = build.read().problems;
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].code == "interpret/disagreement");
    CHECK(problems[0].severity == cairn::Severity::warning);
    CHECK(problems[1].message ==
          "time: the coordinates say 2001-01-01T00:00:00Z to 2001-02-28T23:59:59Z, which is used; the global attribute "
          "time_coverage_start says 1998-01-01:00.00. Correct what is wrong, or the order of `policies.trust`");
    CHECK(problems[0].message ==
          "place: the coordinates say -180 to 180 east, -90 to 90 north, which is used; the global attribute "
          "geospatial_lat_min says -59.363. Correct what is wrong, or the order of `policies.trust`");
}

TEST_CASE("bounds in WKT are held against the coordinates where they are all there is") {
    auto build = monthly_means();
    build.drop("lon", "bounds").values("lon", Doubles{200, 210, 220});
    SECTION("they agree, in the other order") {
        build.global(text("geospatial_bounds", "POLYGON ((-90 -160, 90 -160, 90 -140, -90 -140, -90 -160))"));
        CHECK(build.read().problems.empty());
    }
    SECTION("they do not") {
        build.global(text("geospatial_bounds", "POLYGON ((-59 -180, 59 -180, 59 180, -59 180, -59 -180))"));
        REQUIRE(build.read().problems.size() == 1);
        CHECK(build.read().problems[0].message.find("geospatial_bounds says -180 to 180 east, -59 to 59 north") !=
              std::string::npos);
    }
}

TEST_CASE("the tolerance is the policy's") {
    auto build = monthly_means();
    build.global(text("time_coverage_start", "2001-03-15")).global(number("geospatial_lat_max", 70));
    CHECK(build.read().problems.size() == 2);
    Policies policies;
    policies.time_tolerance_days = 100;
    policies.place_tolerance_deg = 20;
    CHECK(cairn::interpret(build.dataset(), policies).problems.empty());
}

TEST_CASE("without coordinates the claims are used, and said") {
    auto build = without_coordinates();
    claim_box(build, 10, 50, 20, 60);
    build.global(text("time_coverage_start", "2001-01-01")).global(text("time_coverage_end", "2001-02-28"));
    const auto granule = build.read().granule;
    CHECK(interval_text(granule.time) == "2001-01-01T00:00:00Z/2001-03-01T00:00:00Z");
    CHECK(granule.time.evidence == Evidence::metadata);
    CHECK(granule.time.reason ==
          "time axis 'time': it has no units, so its values are not dates; the interval is what the global attributes "
          "time_coverage_start, time_coverage_end state");
    CHECK(box_text(granule.footprint) == "10 50 20 60");
    CHECK(granule.footprint.evidence == Evidence::metadata);
    CHECK(granule.footprint.reason.find("; the box is what the global attributes geospatial_lat_min") !=
          std::string::npos);
}

TEST_CASE("a claimed start and a duration") {
    auto build = without_coordinates();
    build.global(text("time_coverage_start", "2001-01-31T12:00:00Z"));
    SECTION("months and hours") {
        build.global(text("time_coverage_duration", "P1MT6H"));
        CHECK(interval_text(build.read().granule.time) == "2001-01-31T12:00:00Z/2001-02-28T18:00:00Z");
    }
    SECTION("none, or no duration") {
        build.global(text("time_coverage_duration", GENERATE("", "P", "a month", "P1X", "P99999999999Y", "PT1D")));
        const auto time = build.read().granule.time;
        CHECK(interval_text(time).empty());
        CHECK(
            time.reason.find("(global attributes time_coverage_start exist and are not used: they do not give a start "
                             "and an end that are dates)") != std::string::npos);
    }
}

TEST_CASE("claimed times that cannot be are not used") {
    auto build = without_coordinates();
    build.global(text("time_coverage_start", "2001-02-01")).global(text("time_coverage_end", "2000-01-01"));
    const auto time = build.read().granule.time;
    CHECK(interval_text(time).empty());
    CHECK(time.reason.find("the end, 2000-01-02T00:00:00Z, is before the start, 2001-02-01T00:00:00Z") !=
          std::string::npos);
}

TEST_CASE("claimed boxes that are often wrong are not used") {
    struct Case {
        double west, south, east, north;
        const char* why;
    };
    const auto [west, south, east, north, why] =
        GENERATE(Case{-179.9, 50, 179.9, 60, "go round the Earth but for a gap"},
                 Case{0.1, 50, 359.5, 60, "go round the Earth but for a gap"},
                 Case{20, 50, 10, 60, "the west, 20, is east of the east, 10"},
                 Case{10, 60, 20, 50, "the south, 60, is north of the north, 50"},
                 Case{50, 10, 60, 170, "10 to 170 north, 50 to 60 east is not on the Earth"},
                 Case{10, 50, 10, 60, "they are a point or a line"}, Case{0, 0, 0, 0, "they are a point or a line"},
                 Case{-500, 50, 20, 60, "is not on the Earth"}, Case{-180, 50, 300, 60, "go round the Earth"});
    auto build = without_coordinates();
    claim_box(build, west, south, east, north);
    const auto footprint = build.read().granule.footprint;
    INFO(footprint.reason);
    CHECK(box_text(footprint).empty());
    CHECK(footprint.evidence == Evidence::none);
    CHECK(footprint.reason.find(why) != std::string::npos);
}

TEST_CASE("claimed boxes that are whole or cross the antimeridian are used") {
    auto build = without_coordinates();
    SECTION("the globe") {
        claim_box(build, 0, -90, 360, 90);
        CHECK(box_text(build.read().granule.footprint) == "-180 -90 180 90");
    }
    SECTION("the globe by its columns") {
        claim_box(build, 0.25, -90, 359.75, 90);
        build.global(text("geospatial_lon_resolution", "0.5 degrees"));
        CHECK(box_text(build.read().granule.footprint) == "-180 -90 180 90");
    }
    SECTION("the Pacific") {
        claim_box(build, 170, -10, -170, 10);
        CHECK(box_text(build.read().granule.footprint) == "170 -10 -170 10");
    }
}

TEST_CASE("geospatial_bounds: longitude and latitude may come in either order, when only one is possible") {
    auto build = without_coordinates();
    SECTION("longitude first") {
        build.global(text("geospatial_bounds", "POLYGON ((100 -30, 100 20, 150 20, 150 -30, 100 -30))"));
        CHECK(box_text(build.read().granule.footprint) == "100 -30 150 20");
    }
    SECTION("latitude first, with heights") {
        build.global(text("geospatial_bounds", "POLYGON Z((-30 100 0, 20 100 0, 20 150 0, -30 150 0, -30 100 0))"));
        CHECK(box_text(build.read().granule.footprint) == "100 -30 150 20");
    }
    SECTION("both are possible") {
        build.global(text("geospatial_bounds", "POLYGON ((10 50, 10 60, 20 60, 20 50, 10 50))"));
        CHECK(build.read().granule.footprint.reason.find("longitude or latitude may come first") != std::string::npos);
    }
    SECTION("none is") {
        build.global(
            text("geospatial_bounds", GENERATE("POLYGON EMPTY", "POINT (1 2)", "POLYGON ((a b))", "POLYGON ((")));
        CHECK(build.read().granule.footprint.reason.find("geospatial_bounds is no POLYGON in WKT") !=
              std::string::npos);
    }
    SECTION("it contradicts the edges") {
        claim_box(build, 10, 50, 20, 60);
        build.global(text("geospatial_bounds", "POLYGON ((100 -30, 100 20, 150 20, 150 -30, 100 -30))"));
        CHECK(build.read().granule.footprint.reason.find("geospatial_bounds contradicts") != std::string::npos);
    }
}

TEST_CASE("the time in the file's name is the last resort") {
    const auto named = cairn::parse_date_period("200101");
    SECTION("used") {
        const auto time = cairn::interpret(without_coordinates().dataset(), {}, named).granule.time;
        CHECK(interval_text(time) == "2001-01-01T00:00:00Z/2001-02-01T00:00:00Z");
        CHECK(time.evidence == Evidence::file_name);
        CHECK(time.reason.find("; the interval is what the file's name states") != std::string::npos);
    }
    SECTION("it agrees within its precision") {
        CHECK(cairn::interpret(monthly_means().dataset(), {}, named).problems.empty());
    }
    SECTION("it disagrees") {
        const auto read = cairn::interpret(monthly_means().dataset(), {}, cairn::parse_date_period("1999"));
        CHECK(interval_text(read.granule.time) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
        REQUIRE(read.problems.size() == 1);
        CHECK(read.problems[0].message.find("the file's name says 1999-01-01T00:00:00Z to 2000-01-01T00:00:00Z") !=
              std::string::npos);
        CHECK(read.granule.notes == std::vector<std::string>{"The time in the file's name contradicts the time "
                                                             "coordinates, which are used."});
    }
}

TEST_CASE("the order of trust is the policy's") {
    Policies policies;
    auto build = monthly_means();
    build.global(text("time_coverage_start", "1998-01-01")).global(text("time_coverage_end", "1998-01-31"));
    claim_box(build, 10, 50, 20, 60);
    SECTION("attributes first") {
        policies.trust = {Testimony::attributes, Testimony::coordinates};
        const auto read = cairn::interpret(build.dataset(), policies);
        CHECK(interval_text(read.granule.time) == "1998-01-01T00:00:00Z/1998-02-01T00:00:00Z");
        CHECK(box_text(read.granule.footprint) == "10 50 20 60");
        CHECK(read.granule.time.reason.find("policies.trust prefers it") == 0);
        CHECK(read.problems.size() == 2);
    }
    SECTION("the name first") {
        policies.trust = {Testimony::file_name, Testimony::coordinates};
        const auto read = cairn::interpret(build.dataset(), policies, cairn::parse_date_period("1999"));
        CHECK(interval_text(read.granule.time) == "1999-01-01T00:00:00Z/2000-01-01T00:00:00Z");
        CHECK(box_text(read.granule.footprint) == "-180 -90 180 90");
    }
    SECTION("attributes never") {
        policies.trust = {Testimony::coordinates};
        auto bare = without_coordinates();
        claim_box(bare, 10, 50, 20, 60);
        CHECK(cairn::interpret(bare.dataset(), policies)
                  .granule.footprint.reason.find("they are not in policies.trust") != std::string::npos);
    }
    SECTION("coordinates never") {
        policies.trust = {Testimony::file_name};
        CHECK(cairn::interpret(build.dataset(), policies)
                  .granule.time.reason.find("coordinates are not in policies.trust") == 0);
    }
}

TEST_CASE("attributes that contradict the coordinates are not believed about what the coordinates do not say") {
    DatasetBuilder build = monthly_means();
    build.remove("lon").remove("lon_bnds");
    build.global(number("geospatial_lat_min", -60)).global(number("geospatial_lat_max", 60));
    build.global(number("geospatial_lon_min", 10)).global(number("geospatial_lon_max", 50));
    SECTION("the same time: believed") {
        build.global(text("time_coverage_start", "2001-01-01"));
        CHECK(build.read().granule.footprint.evidence == Evidence::metadata);
    }
    SECTION("another time: a file that was cut out of another") {
        build.global(text("time_coverage_start", "1998-01-01"));
        const auto granule = build.read().granule;
        CHECK_FALSE(granule.footprint.box.has_value());
        CHECK(granule.footprint.reason.find("not believed about the place") != std::string::npos);
    }
}

TEST_CASE("attributes of references are of one of their files: they say nothing of the whole") {
    DatasetBuilder build = without_coordinates();
    claim_box(build, 10, -30, 50, 20);
    build.global(text("time_coverage_start", "2001-01-01")).global(text("time_coverage_end", "2001-12-31"));
    CHECK(build.read().granule.time.evidence == Evidence::metadata);
    cairn::Dataset dataset = build.dataset();
    dataset.store = cairn::StoreTraits{};
    dataset.is_virtual = true;
    const auto granule = cairn::interpret(dataset).granule;
    CHECK_FALSE(granule.time.interval.has_value());
    CHECK_FALSE(granule.footprint.box.has_value());
    CHECK(granule.time.reason.find("of one of their files") != std::string::npos);
}
