// Times as the field writes them: each kind makes its input.
#include <catch2/catch.hpp>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Type;

namespace {

std::string interval_of(const DatasetBuilder& build) { return interval_text(build.read().granule.time); }

/// A swath of two rows and two columns: sst(row, column).
DatasetBuilder swath() {
    DatasetBuilder build;
    build.dimension("row", 2).dimension("column", 2);
    build.variable("sst", {"row", "column"}, {text("units", "K")}, {}, Type::float32);
    return build;
}

/// t2m(time, lead) with initial times a day apart.
DatasetBuilder hindcast() {
    DatasetBuilder build;
    build.dimension("time", 2).dimension("lead", 3);
    build.variable("time", {"time"}, {text("units", "days since 2020-01-01")}, Doubles{0, 1});
    build.variable("lead", {"lead"}, {text("units", "hours")}, Doubles{0, 12, 24});
    build.variable("t2m", {"time", "lead"}, {}, {}, Type::float32);
    return build;
}

/// sst(time) of one value without bounds, 2021-12-01.
DatasetBuilder one_value() {
    auto build = monthly_means();
    build.drop("time", "bounds").set("time", text("units", "days since 2021-12-01")).values("time", Doubles{0});
    return build;
}

}  // namespace

TEST_CASE("a two-dimensional time needs no coordinates attribute") {
    auto build = swath();
    build.variable("time", {"row", "column"}, {text("units", "seconds since 1990-01-01")}, Doubles{0, 1, 29, 30});
    CHECK(interval_of(build) == "1990-01-01T00:00:00Z/1990-01-01T00:00:30Z");
}

TEST_CASE("a time of runs and steps is a time") {
    DatasetBuilder build;
    build.dimension("run", 2).dimension("time", 2);
    build.variable("run", {"run"},
                   {text("standard_name", "forecast_reference_time"), text("units", "hours since 2013-02-01")},
                   Doubles{0, 24});
    build.variable("time", {"run", "time"}, {text("standard_name", "time"), text("units", "hours since 2013-02-01")},
                   Doubles{0, 6, 24, 54});
    build.variable("ssh", {"run", "time"}, {}, {}, Type::float32);
    CHECK(interval_of(build) == "2013-02-01T00:00:00Z/2013-02-03T06:00:00Z");
}

TEST_CASE("the only time on several dimensions is one, whatever its name, when it says so itself") {
    auto build = swath();
    const auto with = [&](const char* name, cairn::Attribute more) {
        auto made = build;
        made.variable(name, {"row", "column"}, {text("units", "seconds since 2020-05-05"), std::move(more)},
                      Doubles{0, 1, 2, 3});
        return interval_of(made);
    };
    CHECK(with("measured", text("standard_name", "time")) == "2020-05-05T00:00:00Z/2020-05-05T00:00:03Z");
    CHECK(with("pixel_time", text("long_name", "x")) == "2020-05-05T00:00:00Z/2020-05-05T00:00:03Z");
    CHECK(with("snow_melt", text("long_name", "x")).empty());
}

TEST_CASE("data with a unit of time stay data") {
    auto build = swath();
    build.variable("onset", {"row", "column"}, {text("units", "days since 2000-01-01")}, Doubles{1, 2, 3, 4});
    CHECK(interval_of(build).empty());
}

TEST_CASE("the only variable that counts from a date is the time of its dimension") {
    DatasetBuilder build;
    build.dimension("obs", 2);
    build.variable("sampled", {"obs"}, {text("units", "days since 2000-01-01")}, Doubles{1, 2});
    build.variable("salinity", {"obs"}, {}, {}, Type::float32);
    CHECK(interval_of(build) == "2000-01-02T00:00:00Z/2000-01-03T00:00:00Z");
    build.variable("released", {"obs"}, {text("units", "days since 2000-01-01")}, Doubles{3, 4});
    CHECK(interval_of(build).empty());
}

TEST_CASE("dates that are written as such beat a count from a date") {
    DatasetBuilder build;
    build.dimension("MT", 1);
    build.variable("MT", {"MT"}, {text("axis", "T"), text("units", "days since 1900-12-31")}, Doubles{39812});
    build.variable("Date", {"MT"}, {text("units", "day as %Y%m%d.%f")}, Doubles{20100101});
    build.variable("ssh", {"MT"}, {text("coordinates", "Date")}, {}, Type::float32);
    CHECK(interval_of(build) == "2010-01-01T00:00:00Z/2010-01-01T00:00:00Z");
}

TEST_CASE("lead times on a dimension of their own are added to initial times") {
    CHECK(interval_of(hindcast()) == "2020-01-01T00:00:00Z/2020-01-03T00:00:00Z");
    auto valid = hindcast();
    valid.set("time", text("standard_name", "time"));  // the time that the data are for
    CHECK(interval_of(valid) == "2020-01-01T00:00:00Z/2020-01-02T00:00:00Z");
}

TEST_CASE("offsets of cells are added to the reference time of their row") {
    auto build = swath();
    build.dimension("time", 2);
    build.remove("sst");
    build.variable("time", {"time"}, {text("standard_name", "time"), text("units", "seconds since 1981-01-01")},
                   Doubles{0, 10'000});
    build.variable("sst_dtime", {"time", "row"}, {text("units", "seconds")}, Doubles{0, 5'000, 10, 20});
    build.variable("sst", {"time", "row", "column"}, {}, {}, Type::float32);
    CHECK(interval_of(build) == "1981-01-01T00:00:00Z/1981-01-01T02:47:00Z");
}

TEST_CASE("texts of MPAS are times") {
    DatasetBuilder build;
    build.dimension("Time", 2).dimension("StrLen", 64).dimension("nCells", 3);
    build.variable("xtime", {"Time", "StrLen"}, {text("units", "YYYY-MM-DD_hh:mm:ss")},
                   Texts{"2010-10-23_00:00:00   ", "2010-10-23_06:00:00   "}, Type::character);
    build.variable("t2m", {"Time", "nCells"}, {}, {}, Type::float32);
    CHECK(interval_of(build) == "2010-10-23T00:00:00Z/2010-10-23T06:00:00Z");
}

TEST_CASE("a reference date can stand in a variable") {
    DatasetBuilder build;
    build.dimension("time", 2);
    build.variable("time", {"time"}, {text("units", "seconds since time_reference")}, Doubles{0, 9});
    build.variable("time_reference", {}, {}, Texts{"1970-01-01T00:00:00Z"}, Type::string);
    build.variable("x", {"time"}, {}, {}, Type::float32);
    CHECK(interval_of(build) == "1970-01-01T00:00:00Z/1970-01-01T00:00:09Z");
    build.remove("time_reference");
    CHECK(build.read().granule.time.reason.find("time_reference") != std::string::npos);
}

TEST_CASE("bounds in a bare unit count from the date of their axis") {
    auto build = monthly_means();
    build.set("time_bnds", text("units", "days"));
    CHECK(interval_of(build) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
    build.set("time", text("units", "hours since 2001-01-01")).values("time", Doubles{372, 1080});
    CHECK(interval_of(build) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
}

TEST_CASE("bounds of a climatology need not contain the representative value") {
    auto build = monthly_means();
    build.drop("time", "bounds").set("time", text("climatology", "time_bnds"));
    build.values("time", Doubles{-700'000, -699'969}).values("time_bnds", Doubles{0, 31, 31, 59});
    CHECK(interval_of(build) == "2001-01-01T00:00:00Z/2001-02-28T23:59:59Z");
}

TEST_CASE("a long-term mean covers the series that was averaged") {
    auto build = monthly_means();
    build.drop("time", "bounds").set("time", text("climatology", "time_bnds"));
    build.set("time", cairn::Attribute{"ltm_range", Type::float64, Doubles{0, 334}});
    CHECK(interval_of(build) == "2001-01-01T00:00:00Z/2001-12-31T23:59:59Z");
}

TEST_CASE("the julian calendar is believed until something else of the file says civil") {
    auto build = one_value();
    build.set("time", text("calendar", "julian"));
    CHECK(interval_of(build) == "2021-12-14T00:00:00Z/2021-12-14T00:00:00Z");
    SECTION("the attributes") {
        build.global(text("time_coverage_start", "2021-12-01T00:00:00Z"));
        build.global(text("time_coverage_end", "2021-12-01T00:00:00Z"));
        CHECK(interval_of(build) == "2021-12-01T00:00:00Z/2021-12-01T00:00:00Z");
    }
    SECTION("another time variable") {
        build.variable("stamp", {}, {text("standard_name", "time"), text("units", "days since 2021-12-01")},
                       Doubles{0});
        CHECK(interval_text(build.read().granule.time).starts_with("2021-12-01T00:00:00Z"));
    }
    SECTION("the name") {
        const auto named = cairn::parse_date_period("20211201");
        CHECK(interval_text(cairn::interpret(build.dataset(), {}, named).granule.time) ==
              "2021-12-01T00:00:00Z/2021-12-01T00:00:00Z");
    }
    SECTION("the name, of which nobody said how it is written") {
        const auto by_name = [&](const char* path) {
            return interval_text(cairn::interpret(build.dataset(), {}, {}, path).granule.time).substr(0, 10);
        };
        CHECK(by_name("archive/2015/obs_20211201.nc") == "2021-12-01");
        CHECK(by_name("archive/2015/A2021335.L2_LAC.nc") == "2021-12-01");
        CHECK(by_name("obs_2021_12_01_0600.nc") == "2021-12-01");
        CHECK(by_name("obs_20211214.nc") == "2021-12-14");
        CHECK(by_name("obs_19990101.nc") == "2021-12-14");
        CHECK(by_name("2021/12/01/obs.nc") == "2021-12-14");
    }
    SECTION("attributes that say julian, too") {
        build.global(text("time_coverage_start", "2021-12-14T00:00:00Z"));
        build.global(text("time_coverage_end", "2021-12-14T00:00:00Z"));
        CHECK(interval_of(build) == "2021-12-14T00:00:00Z/2021-12-14T00:00:00Z");
    }
    SECTION("FMS, whose calendars are a model's") {
        build.set("time", text("calendar_type", "JULIAN"));
        CHECK(interval_of(build) == "2021-12-01T00:00:00Z/2021-12-01T00:00:00Z");
    }
}

TEST_CASE("attributes that enclose a value without bounds are its interval") {
    auto build = one_value();
    build.global(text("time_coverage_start", "2021-12-01T00:00:00Z"));
    build.global(text("time_coverage_end", "2021-12-31T23:59:59Z"));
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "2021-12-01T00:00:00Z/2021-12-31T23:59:59Z");
    CHECK(read.granule.time.evidence == cairn::Evidence::metadata);
    CHECK(read.problems.empty());
}

TEST_CASE("attributes of something larger do not become the interval") {
    auto build = one_value();
    build.global(text("time_coverage_start", "1980-01-01T00:00:00Z"));
    build.global(text("time_coverage_end", "2022-12-31T23:59:59Z"));
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "2021-12-01T00:00:00Z/2021-12-01T00:00:00Z");
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems[0].code == "interpret/disagreement");
}

TEST_CASE("disagreements below a day are reported, a step of the axis is tolerated") {
    auto build = one_value();
    build.values("time", Doubles{0, 0.25, 0.5, 0.75});
    SECTION("a step") {
        build.global(text("time_coverage_start", "2021-11-30T20:00:00Z"));
        build.global(text("time_coverage_end", "2021-12-01T12:30:00Z"));
        CHECK(build.read().problems.empty());
    }
    SECTION("more") {
        build.global(text("time_coverage_start", "2021-11-30T16:00:00Z"));
        build.global(text("time_coverage_end", "2021-12-01T06:00:00Z"));
        CHECK(build.read().problems.size() == 1);
    }
}

TEST_CASE("groups beside the measurements do not date a product") {
    DatasetBuilder build;
    build.group("/measurements", 0).group("/conditions", 0).group("/conditions/meteorology", 2);
    build.dimension("y", 2, 1);
    build.variable("b02", {"y"}, {}, {}, Type::uint16, 1);
    build.dimension("y", 2, 3);
    build.variable("valid_time", {}, {text("standard_name", "time"), text("units", "days since 2025-10-08")},
                   Doubles{0}, Type::float64, 3);
    build.variable("msl", {"y"}, {text("coordinates", "valid_time")}, {}, Type::float32, 3);
    const auto read = build.read();
    CHECK_FALSE(read.granule.time.interval.has_value());
    CHECK(read.granule.time.reason.find("beside the measurements") != std::string::npos);
}

TEST_CASE("an axis that is allocated into the future ends where the store says") {
    auto build = one_value();
    build.set("time", text("units", "days since 1900-01-01")).values("time", Doubles{0, 100, 200, 300});
    build.global(text("valid_time_start", "1900-04-11")).global(text("valid_time_stop", "1900-07-20"));
    CHECK(interval_of(build) == "1900-04-11T00:00:00Z/1900-07-20T00:00:00Z");
}

TEST_CASE("a time with a reference date is not said to have none") {
    DatasetBuilder build;
    build.dimension("phony_dim_0", 2).dimension("x", 2);
    build.variable("time", {"phony_dim_0"}, {text("units", "days since 2024-05-01")}, Doubles{0, 1});
    build.variable("t", {"x"}, {}, {}, Type::float32);
    const std::string reason = build.read().granule.time.reason;
    CHECK(reason.find("have no names") != std::string::npos);
    CHECK(reason.find("without a reference date") == std::string::npos);
}
