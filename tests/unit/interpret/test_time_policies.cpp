// Where conventions leave a choice: months and years, dates that are not real, leap seconds, valid ranges.
#include <catch2/catch.hpp>

#include "builder/cf/leap_seconds.hpp"
#include "builder/cf/time_units.hpp"
#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Calendar;
using cairn::CalendarMapping;
using cairn::MonthUnits;
using cairn::Policies;

namespace {

std::string decoded(const std::string& units, double value, Calendar calendar = Calendar::standard,
                    MonthUnits policy = MonthUnits::calendar) {
    std::string why_not;
    const auto parsed = cairn::parse_time_units(units, calendar, policy, why_not);
    if (!parsed) return why_not;
    const auto microseconds = cairn::decode_time(*parsed, value);
    const auto instant = microseconds ? cairn::to_utc(calendar, *microseconds) : std::nullopt;
    return instant ? cairn::to_rfc3339(*instant) : "none";
}

/// Monthly means whose time axis has no bounds and these units and values.
DatasetBuilder axis_of(const std::string& units, const Doubles& values, const std::string& calendar = "standard") {
    auto build = monthly_means();
    build.drop("time", "bounds").set("time", text("units", units)).set("time", text("calendar", calendar));
    build.values("time", values);
    return build;
}

std::string interval_of(const DatasetBuilder& build, const Policies& policies = {}) {
    return interval_text(cairn::interpret(build.dataset(), policies).granule.time);
}

}  // namespace

TEST_CASE("months are those of the calendar") {
    CHECK(decoded("months since 1958-1-1 00:00:00", 0) == "1958-01-01T00:00:00Z");
    CHECK(decoded("months since 1958-1-1 00:00:00", 229) == "1977-02-01T00:00:00Z");
    CHECK(decoded("month since 2000-01-15 06:00", -1) == "1999-12-15T06:00:00Z");
    CHECK(decoded("years since 1999-03-01", 1) == "2000-03-01T00:00:00Z");
    CHECK(decoded("months since 2000-01-01", 1, Calendar::noleap) == "2000-02-01T00:00:00Z");
    CHECK(decoded("months since 1582-09-10", 1) == "1582-10-15T00:00:00Z");  // there was no 10 October
}

TEST_CASE("a fraction of a month is that part of it") {
    CHECK(decoded("months since 1960-01-01", 0.5) == "1960-01-16T12:00:00Z");
    CHECK(decoded("months since 1960-01-01", 1.5) == "1960-02-15T12:00:00Z");
    CHECK(decoded("years since 2000-01-01", 0.5) == "2000-07-01T00:00:00Z");
    CHECK(decoded("months since 1960-01-01", -0.5) == "1959-12-16T12:00:00Z");
}

TEST_CASE("a day that a month does not have becomes its last") {
    CHECK(decoded("months since 2001-01-31", 1) == "2001-02-28T00:00:00Z");
    CHECK(decoded("years since 2000-02-29", 1) == "2001-02-28T00:00:00Z");
    CHECK(decoded("months since 2001-01-31", 2) == "2001-03-31T00:00:00Z");
}

TEST_CASE("months as udunits has them") {
    CHECK(decoded("months since 2000-01-01", 1, Calendar::standard, MonthUnits::udunits) == "2000-01-31T10:29:03.831Z");
    CHECK(decoded("years since 2000-01-01", 1, Calendar::standard, MonthUnits::udunits) == "2000-12-31T05:48:45.975Z");
    CHECK(decoded("months since 2000-01-01", 1, Calendar::day_360, MonthUnits::udunits) == "2000-02-01T00:00:00Z");
}

TEST_CASE("months are refused when the policy says so, but in 360_day") {
    CHECK(decoded("months since 2000-01-01", 1, Calendar::noleap, MonthUnits::refuse) ==
          "units 'months since 2000-01-01': a month has no fixed length in calendar 'noleap' (only in 360_day), and "
          "policies.month_units is 'refuse'");
    CHECK(decoded("months since 2000-01-01", 1, Calendar::day_360, MonthUnits::refuse) == "2000-02-01T00:00:00Z");
}

TEST_CASE("months far away are no dates") {
    for (const double value : {1e300, -1e300, 1e9, 2e6}) CHECK(decoded("months since 2000-01-01", value) == "none");
}

TEST_CASE("an axis in months says how they were counted, and has their step") {
    auto build = axis_of("months since 1958-1-1 00:00:00", {0, 1, 2, 3});
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "1958-01-01T00:00:00Z/1958-04-01T00:00:00Z");
    CHECK(dimension_named(*read.granule.cube, "time").step == "P1M");
    CHECK(read.granule.notes == std::vector<std::string>{"Time axis 'time' counts calendar months or years: 'months "
                                                         "since 1958-1-1 00:00:00' (policies.month_units)."});
    Policies policies;
    policies.month_units = MonthUnits::refuse;
    CHECK(interval_of(build, policies).empty());
}

TEST_CASE("dates written as numbers") {
    CHECK(decoded("day as %Y%m%d.%f", 19790131.25) == "1979-01-31T06:00:00Z");
    CHECK(decoded("DAY as %Y%m%d.%f", 19790131.0416667) == "1979-01-31T01:00:00.003Z");
    CHECK(decoded("day as %Y%m%d", 20000229) == "2000-02-29T00:00:00Z");
    CHECK(decoded("month as %Y%m.%f", 200002.5) == "2000-02-15T12:00:00Z");
    CHECK(decoded("year as %Y.%f", 2001.5) == "2001-07-02T12:00:00Z");
    CHECK(decoded("day as %Y%m%d.%f", 20000230) == "none");
    CHECK(decoded("day as %Y%m%d.%f", 20000230, Calendar::day_360) == "2000-02-29T23:59:59Z");
    CHECK(decoded("day as %Y%m%d.%f", 1e15) == "none");
    CHECK(decoded("day as %d.%m.%y", 1).find("have no reference date") != std::string::npos);
}

TEST_CASE("an axis of dates written as numbers") {
    const auto read = axis_of("day as %Y%m%d.%f", {19790101, 19790102, 19790103}).read();
    CHECK(interval_text(read.granule.time) == "1979-01-01T00:00:00Z/1979-01-03T00:00:00Z");
    CHECK(dimension_named(*read.granule.cube, "time").step == "P1D");
}

TEST_CASE("the words of udunits between unit and date") {
    for (const char* word : {"since", "after", "from", "ref", "@"}) {
        CHECK(decoded(std::string("days ") + word + " 2000-01-01", 1) == "2000-01-02T00:00:00Z");
    }
}

TEST_CASE("model calendars: the same part of the year, or nothing") {
    const auto build = axis_of("days since 2001-01-01", {0, 180, 359}, "360_day");
    CHECK(interval_of(build) == "2001-01-01T00:00:00Z/2001-12-30T00:00:00Z");
    Policies policies;
    policies.calendar_mapping = CalendarMapping::year_fraction;
    CHECK(interval_of(build, policies) == "2001-01-01T00:00:00Z/2001-12-30T23:40:00Z");
    policies.calendar_mapping = CalendarMapping::refuse;
    const auto read = cairn::interpret(build.dataset(), policies);
    CHECK(read.granule.time.reason ==
          "time axis 'time': the dates of calendar '360_day' are not real (policies.calendar_mapping is 'refuse')");
    CHECK(interval_of(axis_of("days since 2001-01-01", {0, 1}), policies) ==
          "2001-01-01T00:00:00Z/2001-01-02T00:00:00Z");
}

TEST_CASE("the calendar utc counts leap seconds") {
    CHECK(decoded("seconds since 1970-01-01", 63072000, Calendar::utc) == "1972-01-01T00:00:00Z");
    CHECK(decoded("seconds since 2016-12-31 23:59:59", 0, Calendar::utc) == "2016-12-31T23:59:59Z");
    CHECK(decoded("seconds since 2016-12-31 23:59:59", 1, Calendar::utc) == "2016-12-31T23:59:59Z");  // 23:59:60
    CHECK(decoded("seconds since 2016-12-31 23:59:59", 2, Calendar::utc) == "2017-01-01T00:00:00Z");
    CHECK(decoded("seconds since 1993-01-01", 757382410, Calendar::utc) == "2017-01-01T00:00:00Z");
    CHECK(decoded("months since 2016-12-01", 1, Calendar::utc) == "2017-01-01T00:00:00Z");
    CHECK(decoded("seconds since 2016-12-31 23:59:59", 2) == "2017-01-01T00:00:01Z");
}

TEST_CASE("the calendar tai is atomic time") {
    CHECK(decoded("seconds since 1958-01-01", 1861920000 + 37, Calendar::tai) == "2017-01-01T00:00:00Z");
    CHECK(decoded("days since 2000-01-01 00:00:32", 0, Calendar::tai) == "2000-01-01T00:00:00Z");
    CHECK(decoded("days since 1958-01-01", 1, Calendar::tai) == "none");
    CHECK(axis_of("days since 1958-01-01", {1}, "tai").read().granule.time.reason ==
          "time axis 'time': atomic time and UTC did not differ by whole seconds before 1972");
}

TEST_CASE("a day with a leap second is a day") {
    const auto read = axis_of("seconds since 2016-12-30", {0, 86400, 86400 * 2 + 1, 86400 * 3 + 1}, "utc").read();
    CHECK(dimension_named(*read.granule.cube, "time").step == "P1D");
    CHECK(interval_text(read.granule.time) == "2016-12-30T00:00:00Z/2017-01-02T00:00:00Z");
}

TEST_CASE("property: atomic time is UTC again, second by second around every leap second") {
    for (std::int64_t second = 63'072'000; second < 1'600'000'000; second += 86'400 * 15 + 12'345) {
        const std::int64_t utc_us = second * 1'000'000;
        REQUIRE(cairn::utc_from_tai(utc_us + cairn::tai_minus_utc_s(utc_us) * 1'000'000) == utc_us);
    }
    CHECK(cairn::tai_minus_utc_s(63'072'000'000'000) == 10);
    CHECK(cairn::tai_minus_utc_s(1'483'228'800'000'000) == 37);
    CHECK(cairn::tai_minus_utc_s(1'483'228'799'999'999) == 36);
}

TEST_CASE("values outside the valid range are missing") {
    auto build = axis_of("days since 2001-01-01", {-999, 0, 1});
    SECTION("valid_min") { build.set("time", number("valid_min", 0)); }
    SECTION("valid_range") { build.set("time", {"valid_range", cairn::Type::float64, Doubles{0, 10}}); }
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "2001-01-01T00:00:00Z/2001-01-02T00:00:00Z");
    CHECK(read.granule.notes ==
          std::vector<std::string>{"1 of 3 values of time axis 'time' are missing and were left out."});
}

TEST_CASE("a valid range that excludes everything is not applied, and said") {
    auto build = axis_of("days since 2001-01-01", {0, 1});
    build.set("time", number("valid_min", 700)).set("time", number("valid_max", 800));
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "2001-01-01T00:00:00Z/2001-01-02T00:00:00Z");
    CHECK(read.granule.notes == std::vector<std::string>{"The valid range of time axis 'time', 700 to 800, is not "
                                                         "applied: it excludes all values."});
}

TEST_CASE("a valid range turned round is none") {
    auto build = axis_of("days since 2001-01-01", {0, 1});
    build.set("time", number("valid_min", 5)).set("time", number("valid_max", -5));
    CHECK(interval_of(build) == "2001-01-01T00:00:00Z/2001-01-02T00:00:00Z");
    CHECK(build.read().granule.notes.empty());
}

TEST_CASE("a calendar of the file's own is no real one") {
    auto build = monthly_means();
    build.drop("time", "calendar").set("time", {"month_lengths", cairn::Type::int32, Integers{34, 31, 32}});
    const auto read = build.read();
    CHECK(read.granule.time.reason ==
          "time axis 'time': it has a calendar of its own (attribute month_lengths), whose dates are not real");
    CHECK(dimension_named(*read.granule.cube, "time").calendar == "none");
}

TEST_CASE("native values are kept beside the instants, and without them") {
    auto build = monthly_means();
    SECTION("dates") {}
    SECTION("no real years") { build.set("time", text("calendar", "none")); }
    SECTION("years that cannot be written") { build.set("time", text("units", "days since -30000-01-01")); }
    const auto read = build.read();
    REQUIRE(read.granule.temporal.size() == 1);
    REQUIRE(read.granule.temporal[0].native.has_value());
    CHECK(read.granule.temporal[0].native->least == 15.5);
    CHECK(read.granule.temporal[0].native->greatest == 45);
    CHECK(read.granule.temporal[0].interval.has_value() == read.granule.time.interval.has_value());
}

TEST_CASE("bounds in months are not brought to days") {
    auto build = monthly_means();
    build.set("time_bnds", text("units", "months since 2001-01-01"));
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "2001-01-16T12:00:00Z/2001-02-15T00:00:00Z");
    REQUIRE(read.granule.notes.size() == 1);
    CHECK(read.granule.notes[0].find("Bounds 'time_bnds' in 'months since 2001-01-01' of time axis 'time'") == 0);
}
