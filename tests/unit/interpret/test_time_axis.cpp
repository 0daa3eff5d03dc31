#include <catch2/catch.hpp>
#include <limits>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Evidence;
using cairn::Type;

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("time bounds beat values") {
    const auto read = monthly_means().read();
    CHECK(interval_text(read.granule.time) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
    CHECK(read.granule.time.evidence == Evidence::bounds);
    CHECK(read.granule.time.reason.empty());
    CHECK(read.granule.notes.empty());
    CHECK(has_finding(read, "time", "axis 'time' by standard_name 'time'"));
    CHECK(has_finding(read, "time", "first 15.5, last 45"));
    CHECK(has_finding(read, "time", "bounds 'time_bnds' used, 0 to 59"));
}

TEST_CASE("without bounds the values count") {
    const auto read = monthly_means().drop("time", "bounds").read();
    CHECK(interval_text(read.granule.time) == "2001-01-16T12:00:00Z/2001-02-15T00:00:00Z");
    CHECK(read.granule.time.evidence == Evidence::coordinates);
}

TEST_CASE("[18] bounds that do not exist are no error") {
    CHECK(interval_text(monthly_means().remove("time_bnds").read().granule.time) ==
          "2001-01-16T12:00:00Z/2001-02-15T00:00:00Z");
}

TEST_CASE("[18] bounds inherit units, unless they have their own") {
    auto build = monthly_means();
    build.set("time_bnds", text("units", "hours since 2001-01-01")).values("time_bnds", Doubles{0, 744, 744, 1416});
    CHECK(interval_text(build.read().granule.time) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
}

TEST_CASE("bounds that are all missing leave the values") {
    auto build = monthly_means();
    build.values("time_bnds", Doubles{k_nan, k_nan, 9.969209968386869e36, 9.969209968386869e36});
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "2001-01-16T12:00:00Z/2001-02-15T00:00:00Z");
    CHECK(read.granule.time.evidence == Evidence::coordinates);
}

TEST_CASE("bounds of zeros are refused: they would be the reference date") {
    auto build = monthly_means();
    build.values("time_bnds", Doubles{0, 0, 0, 0});
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "2001-01-16T12:00:00Z/2001-02-15T00:00:00Z");
    REQUIRE(read.granule.notes.size() == 1);
    CHECK(read.granule.notes[0].find("Bounds 'time_bnds' do not contain the values of time axis 'time' in 2 of 2") ==
          0);
}

TEST_CASE("bounds of another size are not used") {
    auto build = monthly_means();
    build.values("time_bnds", Doubles{0, 31, 59, 60, 61});
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "2001-01-16T12:00:00Z/2001-02-15T00:00:00Z");
    REQUIRE(read.granule.notes.size() == 1);
    CHECK(read.granule.notes[0] ==
          "Bounds 'time_bnds' of the time axis are not used: they have 5 values for 2 cells, expected two a cell.");
}

TEST_CASE("climatological bounds run from the first begin to the last end") {
    auto build = monthly_means();
    build.drop("time", "bounds").set("time", text("climatology", "time_bnds"));
    build.values("time_bnds", Doubles{-10958, 31, -10927, 59});
    CHECK(interval_text(build.read().granule.time) == "1971-01-01T00:00:00Z/2001-02-28T23:59:59Z");
}

TEST_CASE("[13, 18] missing times are never dates") {
    auto build = monthly_means();
    build.drop("time", "bounds").set("time", number("_FillValue", 1)).set("time", number("missing_value", 0));
    SECTION("some") {
        const auto read = build.values("time", Doubles{0, 1, 2, k_nan}).read();
        CHECK(interval_text(read.granule.time) == "2001-01-03T00:00:00Z/2001-01-03T00:00:00Z");
        REQUIRE(read.granule.notes.size() == 1);
        CHECK(read.granule.notes[0] == "3 of 4 values of time axis 'time' are missing and were left out.");
    }
    SECTION("all") {
        const auto read = build.values("time", Doubles{0, 1}).read();
        CHECK(interval_text(read.granule.time).empty());
        CHECK(read.granule.time.reason == "time axis 'time': all of its 2 values are missing");
        CHECK(read.granule.time.evidence == Evidence::none);
    }
    SECTION("never written") {
        build.drop("time", "_FillValue").values("time", Doubles{9.969209968386869e36});
        CHECK(build.read().granule.time.reason == "time axis 'time': all of its 1 values are missing");
    }
}

TEST_CASE("a missing_value of a double stands for the nearest float32") {
    auto build = monthly_means();
    build.remove("time").variable(
        "time", {"time"},
        {text("standard_name", "time"), text("units", "days since 2001-01-01"), number("missing_value", 1e20)},
        Doubles{1, static_cast<double>(1e20F)}, Type::float32);
    CHECK(interval_text(build.read().granule.time) == "2001-01-02T00:00:00Z/2001-01-02T00:00:00Z");
}

TEST_CASE("packed times are unpacked") {
    auto build = monthly_means();
    build.drop("time", "bounds").set("time", number("scale_factor", 0.5)).set("time", number("add_offset", 10));
    CHECK(interval_text(build.values("time", Doubles{0, 3}).read().granule.time) ==
          "2001-01-11T00:00:00Z/2001-01-12T12:00:00Z");
}

TEST_CASE("integer times") {
    auto build = monthly_means();
    build.drop("time", "bounds").set("time", text("units", "milliseconds since 1970-01-01"));
    CHECK(interval_text(build.values("time", Integers{1586628000000}).read().granule.time) ==
          "2020-04-11T18:00:00Z/2020-04-11T18:00:00Z");
}

TEST_CASE("falling and repeated times") {
    auto build = monthly_means();
    build.drop("time", "bounds").values("time", Doubles{9, 5, 5, 1});
    CHECK(interval_text(build.read().granule.time) == "2001-01-02T00:00:00Z/2001-01-10T00:00:00Z");
}

TEST_CASE("an unlimited dimension of length 0 has no times") {
    const auto read = monthly_means().values("time", Doubles{}).read();
    CHECK(read.granule.time.reason == "time axis 'time': it has no values (a dimension of length 0)");
}

TEST_CASE("values that were not read are said") {
    auto build = monthly_means();
    build.values("time", std::monostate());
    build.dimension("unused", 1);
    const auto read = build.read();
    CHECK(read.granule.time.reason.find("time axis 'time': it has no values") == 0);
}

TEST_CASE("units that are none") {
    auto build = monthly_means();
    SECTION("no units") {
        CHECK(build.drop("time", "units").read().granule.time.reason ==
              "time axis 'time': it has no units, so its values are not dates");
    }
    SECTION("no reference") {
        CHECK(build.set("time", text("units", "days")).read().granule.time.reason ==
              "time axis 'time': units 'days' have no reference date (expected '<unit> since <date>')");
    }
}

TEST_CASE("calendars") {
    auto build = monthly_means();
    SECTION("360_day: 30 February ends before March begins") {
        build.set("time", text("calendar", "360_day")).drop("time", "bounds").values("time", Doubles{0, 59});
        CHECK(interval_text(build.read().granule.time) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
    }
    SECTION("unknown") {
        CHECK(build.set("time", text("calendar", "martian")).read().granule.time.reason ==
              "time axis 'time': calendar 'martian' is not one of CF");
    }
    SECTION("none") {
        CHECK(build.set("time", text("calendar", "none")).read().granule.time.reason ==
              "time axis 'time': calendar 'none' has no dates");
    }
    SECTION("absent is standard, and said") {
        const auto read = build.drop("time", "calendar").read();
        CHECK(has_finding(read, "time", "no calendar attribute, so calendar 'standard'"));
        CHECK(dimension_named(*read.granule.cube, "time").calendar == "standard");
    }
}

TEST_CASE("FERRET's modulo axes have no real years") {
    auto build = monthly_means();
    build.set("time", text("modulo", " ")).set("time", text("units", "hour since 0000-01-01 00:00:00"));
    CHECK(build.read().granule.time.reason ==
          "time axis 'time': climatological time axis (attribute modulo): its years are not real");
}

TEST_CASE("years that RFC 3339 cannot write") {
    auto build = monthly_means();
    build.drop("time", "bounds");
    SECTION("in the future") { build.set("time", text("units", "days since 18000-01-01")); }
    SECTION("before year 0") { build.set("time", text("units", "days since -0005-01-01")); }
    SECTION("beyond 64 bits") { build.values("time", Doubles{123456789012}); }
    CHECK(build.read().granule.time.reason.find("outside the years 1 to 9999") != std::string::npos);
}

TEST_CASE("a scalar time") {
    auto build = monthly_means();
    build.remove("time").remove("time_bnds").remove("tas");
    build.variable("time", {}, {text("standard_name", "time"), text("units", "days since 2001-01-01")}, Doubles{3});
    build.variable("tas", {"lat", "lon"}, {text("units", "K")});
    SECTION("listed") { build.set("tas", text("coordinates", "time")); }
    SECTION("not listed") {}
    CHECK(interval_text(build.read().granule.time) == "2001-01-04T00:00:00Z/2001-01-04T00:00:00Z");
}

TEST_CASE("times as text") {
    auto build = monthly_means();
    build.remove("time");
    build.variable("time", {"time"}, {text("standard_name", "time")},
                   Texts{"2001-01-01T00:00:00Z", "2001-01-02 06:00", ""}, Type::string);
    CHECK(interval_text(build.read().granule.time) == "2001-01-01T00:00:00Z/2001-01-02T06:00:00Z");
    build.values("time", Texts{"first", "second"});
    CHECK(build.read().granule.time.reason.find("time axis 'time': date 'second' cannot be read") == 0);
}

TEST_CASE("several time coordinates: the valid time counts, the start of the forecast does not") {
    auto build = monthly_means();
    build.variable("forecast_reference_time", {},
                   {text("standard_name", "forecast_reference_time"), text("units", "days since 1990-01-01")},
                   Doubles{0});
    build.set("tas", text("coordinates", "forecast_reference_time"));
    CHECK(interval_text(build.read().granule.time) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
}

TEST_CASE("only a forecast reference time") {
    auto build = monthly_means();
    build.set("time", text("standard_name", "forecast_reference_time")).drop("time", "axis");
    CHECK(build.read().granule.time.reason == "no time axis, only the forecast reference time 'time'");
}

TEST_CASE("time by its other signs") {
    auto build = monthly_means();
    build.drop("time", "standard_name");
    SECTION("axis") { CHECK(has_finding(build.drop("time", "units").read(), "time", "axis 'time' by axis 'T'")); }
    SECTION("_CoordinateAxisType") {
        build.drop("time", "axis").set("time", text("_CoordinateAxisType", "Time"));
        CHECK(has_finding(build.read(), "time", "axis 'time' by _CoordinateAxisType 'Time'"));
    }
    SECTION("units") {
        CHECK(has_finding(build.drop("time", "axis").read(), "time", "axis 'time' by units 'days since 2001-01-01'"));
    }
}

TEST_CASE("the standard name beats the units") {
    auto build = monthly_means();
    build.variable("stamp", {"time"}, {text("units", "days since 1900-01-01")}, Doubles{0, 0});
    build.set("tas", text("coordinates", "stamp"));
    CHECK(interval_text(build.read().granule.time) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
}

TEST_CASE("data in units of time are data") {
    auto build = monthly_means();
    build.variable("onset", {"time", "lat", "lon"}, {text("units", "days since 1900-01-01")});
    const auto read = build.read();
    CHECK(variable_named(*read.granule.cube, "onset").is_data);
    CHECK(interval_text(read.granule.time) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
}

TEST_CASE("two axes that data use give one interval") {
    auto build = monthly_means();
    build.dimension("day", 2);
    build.variable("day", {"day"}, {text("standard_name", "time"), text("units", "days since 2002-01-01")},
                   Doubles{0, 1});
    build.variable("pr", {"day", "lat", "lon"}, {});
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "2001-01-01T00:00:00Z/2002-01-02T00:00:00Z");
    REQUIRE(read.granule.temporal.size() == 2);
    CHECK(read.granule.time.evidence == Evidence::coordinates);
}

TEST_CASE("no time at all") {
    auto build = monthly_means();
    build.remove("tas").remove("time").remove("time_bnds").variable("orog", {"lat", "lon"}, {text("units", "m")});
    CHECK(build.read().granule.time.reason == "no time axis");
    SECTION("a variable of that name") {
        build.variable("time", {"time"}, {}, Doubles{0, 1});
        CHECK(build.read().granule.time.reason ==
              "no time axis: variable 'time' has no units, so its values are not dates");
    }
}

TEST_CASE("a time coordinate that no data use") {
    auto build = monthly_means();
    build.remove("tas").variable("orog", {"lat", "lon"}, {text("units", "m")});
    CHECK(build.read().granule.time.reason == "no data variable uses the time coordinate 'time'");
}

TEST_CASE("a file of a time coordinate alone") {
    CHECK(interval_text(monthly_means().remove("tas").read().granule.time) ==
          "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
}

TEST_CASE("an axis in an enclosing group is seen") {
    auto build = monthly_means();
    build.remove("tas").group("/deep", 0);
    build.variable("tas", {"time", "lat", "lon"}, {}, {}, Type::float32, 1);
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
    CHECK(box_text(read.granule.footprint) == "-180 -90 180 90");
    CHECK(variable_named(*read.granule.cube, "deep/tas").dimensions == std::vector<std::string>{"time", "lat", "lon"});
}
