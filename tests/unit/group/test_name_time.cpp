#include <catch2/catch.hpp>

#include "builder/group/name_time.hpp"

using namespace cairn;

namespace {

std::string found(const std::string& pattern, const std::string& path) {
    const auto period = NameTime(pattern).find(path);
    return period ? to_rfc3339(period->interval.start) + "/" + to_rfc3339(period->interval.end) : "none";
}

}  // namespace

TEST_CASE("a range of dates in a name") {
    const std::string pattern = R"(_(?P<start>\d+)-(?P<end>\d+)\.nc$)";
    CHECK(found(pattern, "tas/tas_Amon_r1i1p1f1_gn_185001-194912.nc") == "1850-01-01T00:00:00Z/1950-01-01T00:00:00Z");
    CHECK(found(pattern, "pr_201609020000-201609020030.nc") == "2016-09-02T00:00:00Z/2016-09-02T00:30:00Z");
    CHECK(found(pattern, "mrsos_day_20051201-20060230.nc") == "2005-12-01T00:00:00Z/2006-03-01T00:00:00Z");
    CHECK(found(pattern, "tas_Amon_r1i1p1f1_gn.nc") == "none");
    CHECK(found(pattern, "tas_194912-185001.nc") == "none");
}

TEST_CASE("one date is all of it") {
    CHECK(found(R"(\.(?P<start>\d{4})\.nc$)", "air.2m.1979.nc") == "1979-01-01T00:00:00Z/1980-01-01T00:00:00Z");
    CHECK(found(R"(\.(?P<start>\d{4})(-(?P<end>\d{4}))?\.nc$)", "air.1979.nc") ==
          "1979-01-01T00:00:00Z/1980-01-01T00:00:00Z");
}

TEST_CASE("dates in parts, from folders too") {
    const std::string pattern =
        R"(^(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/.*_(?P<hour>\d\d)(?P<minute>\d\d)\.nc)";
    CHECK(found(pattern, "2016/09/02/pr_0030.nc") == "2016-09-02T00:30:00Z/2016-09-02T00:30:00Z");
    CHECK(found(pattern, "2016/13/02/pr_0030.nc") == "none");
    CHECK(found(R"(A(?P<year>\d{4})(?P<day_of_year>\d{3}))", "A2020366.nc") ==
          "2020-12-31T00:00:00Z/2021-01-01T00:00:00Z");
    CHECK(found(R"((?P<year>\d{4})_(?P<end_year>\d{4})(?P<end_month>\d\d))", "1990_199206") ==
          "1990-01-01T00:00:00Z/1992-07-01T00:00:00Z");
}

TEST_CASE("a pattern that cannot be compiled") { CHECK_THROWS_AS(NameTime("("), std::invalid_argument); }
