// Times that are not one numeric axis: text, forecasts, cases of the test suites of cftime, xarray and cf-xarray.
#include <catch2/catch.hpp>
#include <random>

#include "builder/cf/time_units.hpp"
#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Calendar;
using cairn::DimensionKind;
using cairn::Type;

namespace {

DatasetBuilder grid() {
    auto build = monthly_means();
    build.remove("tas").remove("time").remove("time_bnds");
    return build;
}

/// tas on starts and periods of a forecast: January and February 2001, 0 to 12 hours.
DatasetBuilder forecasts() {
    auto build = grid();
    build.dimension("start", 2).dimension("lead", 3);
    build.variable("start", {"start"},
                   {text("standard_name", "forecast_reference_time"), text("units", "days since 2001-01-01")},
                   Doubles{0, 31});
    build.variable("lead", {"lead"}, {text("standard_name", "forecast_period"), text("units", "hours")},
                   Doubles{0, 6, 12});
    build.variable("tas", {"start", "lead", "lat", "lon"}, {text("units", "K")});
    return build;
}

}  // namespace

TEST_CASE("forecasts without a time: each start with each period") {
    const auto read = forecasts().read();
    CHECK(interval_text(read.granule.time) == "2001-01-01T00:00:00Z/2001-02-01T12:00:00Z");
    CHECK(read.granule.time.evidence == cairn::Evidence::coordinates);
    CHECK(has_finding(read, "time", "start 'start' and period 'lead' of the forecast"));
    CHECK(dimension_named(*read.granule.cube, "start").kind == DimensionKind::temporal);
    CHECK(dimension_named(*read.granule.cube, "lead").kind == DimensionKind::other);
    CHECK(dimension_named(*read.granule.cube, "lead").standard_name == "forecast_period");
}

TEST_CASE("forecasts: periods in months are calendar months") {
    auto build = forecasts();
    build.set("lead", text("units", "months"));
    build.values("lead", Doubles{0, 1, 2});
    CHECK(interval_text(build.read().granule.time) == "2001-01-01T00:00:00Z/2001-04-01T00:00:00Z");
}

TEST_CASE("forecasts: start and period on one dimension go in pairs") {
    auto build = grid();
    build.dimension("step", 2);
    build.variable("reference", {"step"},
                   {text("standard_name", "forecast_reference_time"), text("units", "days since 2001-01-01")},
                   Doubles{0, 31});
    build.variable("period", {"step"}, {text("standard_name", "forecast_period"), text("units", "days")},
                   Doubles{20, 1});
    build.variable("tas", {"step", "lat", "lon"}, {text("coordinates", "reference period")});
    CHECK(interval_text(build.read().granule.time) == "2001-01-21T00:00:00Z/2001-02-02T00:00:00Z");
}

TEST_CASE("forecasts: a valid time wins, on two dimensions too") {
    auto build = forecasts();
    build.variable("time", {"start", "lead"}, {text("standard_name", "time"), text("units", "hours since 2010-01-01")},
                   Doubles{0, 6, 12, 744, 750, 756});
    build.set("tas", text("coordinates", "time"));
    CHECK(interval_text(build.read().granule.time) == "2010-01-01T00:00:00Z/2010-02-01T12:00:00Z");
}

TEST_CASE("forecasts: a period that is no duration gives nothing") {
    auto build = forecasts();
    build.set("lead", text("units", "K"));
    CHECK(build.read().granule.time.reason == "no time axis, only the forecast reference time 'start'");
}

TEST_CASE("times of surface reports are text") {
    auto build = grid();
    build.dimension("report", 3).dimension("time_len", 20);
    build.variable("time", {"report", "time_len"}, {text("units", "text_time")},
                   Texts{"1995 03 18 00:00 UTC", "1995 03 17 23:59 UTC", "19950318"}, Type::character);
    build.variable("T", {"report"}, {text("units", "celsius")});
    CHECK(interval_text(build.read().granule.time) == "1995-03-17T23:59:00Z/1995-03-18T00:00:00Z");
    build.values("time", Texts{"1995 03 18 00:00 UTC", "later", ""});
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "1995-03-18T00:00:00Z/1995-03-18T00:00:00Z");
    CHECK(read.granule.notes ==
          std::vector<std::string>{"1 of 3 texts of time axis 'time' are no dates and were left out."});
}

TEST_CASE("a reference time as text is not the time of the data") {
    auto build = grid();
    build.dimension("timelen", 20)
        .variable("reftime", {"timelen"}, {text("units", "text_time")}, Texts{"1996 01 05 00:00"}, Type::character);
    build.variable("p", {"lat", "lon"}, {});
    CHECK(build.read().granule.time.reason == "no time axis, only the forecast reference time 'reftime'");
}

TEST_CASE("WRF's Times") {
    auto build = grid();
    build.dimension("Time", 2).dimension("DateStrLen", 19);
    build.variable("Times", {"Time", "DateStrLen"}, {}, Texts{"2000-01-24_12:00:00", "2000-01-24_18:00:00"},
                   Type::character);
    build.variable("T2", {"Time", "lat", "lon"}, {text("units", "K")});
    const auto read = build.read();
    CHECK(interval_text(read.granule.time) == "2000-01-24T12:00:00Z/2000-01-24T18:00:00Z");
    CHECK(has_finding(read, "time", "axis 'Times' by its name 'Times', as WRF and MPAS write dates"));
    CHECK(dimension_named(*read.granule.cube, "Time").kind == DimensionKind::temporal);
}

TEST_CASE("[19] a name in coordinates that means nothing does not spoil the others") {
    auto build = grid();
    build.dimension("y", 2).dimension("x", 2);
    build.variable("XLAT", {"y", "x"}, {text("units", "degree_north")}, Doubles{10, 10, 11, 11});
    build.variable("XLONG", {"y", "x"}, {text("units", "degree_east")}, Doubles{20, 21, 20, 21});
    build.variable("T2", {"y", "x"}, {text("coordinates", "XTIME XLONG XLAT")});
    const auto read = build.read();
    CHECK_FALSE(variable_named(*read.granule.cube, "XLAT").is_data);
    CHECK_FALSE(variable_named(*read.granule.cube, "XLONG").is_data);
    CHECK(read.granule.time.reason == "no time axis");
}

TEST_CASE("[20] both pairs of a staggered grid are coordinates, s_rho and z_rho are vertical") {
    auto build = grid();
    build.dimension("nlat", 2).dimension("nlon", 2).dimension("s_rho", 2);
    for (const char* name : {"TLAT", "ULAT"}) {
        build.variable(name, {"nlat", "nlon"}, {text("units", "degrees_north")}, Doubles{10, 10, 11, 11});
    }
    for (const char* name : {"TLONG", "ULONG"}) {
        build.variable(name, {"nlat", "nlon"}, {text("units", "degrees_east")}, Doubles{20, 21, 20, 21});
    }
    build.variable("s_rho", {"s_rho"}, {text("standard_name", "ocean_s_coordinate_g2"), text("positive", "up")},
                   Doubles{-0.75, -0.25});
    build.variable("z_rho", {"s_rho", "nlat", "nlon"}, {text("units", "m"), text("positive", "up")});
    build.variable("TEMP", {"s_rho", "nlat", "nlon"}, {text("coordinates", "TLONG TLAT z_rho")});
    const auto read = build.read();
    for (const char* name : {"TLAT", "TLONG", "ULAT", "ULONG", "s_rho", "z_rho"}) {
        CHECK_FALSE(variable_named(*read.granule.cube, name).is_data);
    }
    CHECK(dimension_named(*read.granule.cube, "s_rho").kind == DimensionKind::vertical);
}

TEST_CASE("[20] grid mappings of the extended form are no data, one that is missing is no error") {
    auto build = monthly_means();
    build.variable("crs_4326", {}, {}).variable("crs_27700", {}, {});
    build.set("tas", text("grid_mapping", "crs_4326: lat lon crs_27700: x27700 y27700 crs_absent: a b"));
    const auto read = build.read();
    CHECK_FALSE(variable_named(*read.granule.cube, "crs_4326").is_data);
    CHECK_FALSE(variable_named(*read.granule.cube, "crs_27700").is_data);
    CHECK(variable_named(*read.granule.cube, "tas").is_data);
}

TEST_CASE("property: a date becomes a value and the date again, in every calendar and unit") {
    std::mt19937_64 random(4711);
    std::uniform_int_distribution<std::int64_t> seconds(-86'400LL * 300'000, 86'400LL * 300'000);
    struct Unit {
        const char* name;
        double seconds;
    };
    for (const char* name : {"standard", "proleptic_gregorian", "julian", "noleap", "all_leap", "360_day"}) {
        const Calendar calendar = *cairn::calendar_named(name);
        for (const Unit& unit : {Unit{"days", 86'400}, {"hours", 3'600}, {"minutes", 60}, {"seconds", 1}}) {
            std::string why_not;
            const auto units = cairn::parse_time_units(std::string(unit.name) + " since 1850-01-01", calendar,
                                                       cairn::MonthUnits::calendar, why_not);
            for (int i = 0; i < 2'000; ++i) {
                const std::int64_t since = seconds(random);
                const auto decoded = cairn::decode_time(*units, static_cast<double>(since) / unit.seconds);
                REQUIRE(decoded == units->reference_us + since * 1'000'000);
                const std::int64_t days = cairn::floor_div(*decoded, cairn::k_microseconds_per_day);
                REQUIRE(cairn::days_from_date(calendar, cairn::date_from_days(calendar, days)) == days);
            }
        }
    }
}

TEST_CASE("property: an interval contains every instant of its axis") {
    std::mt19937_64 random(99);
    std::uniform_real_distribution<double> anywhere(-40'000, 40'000);
    for (int i = 0; i < 1'000; ++i) {
        const std::vector<const char*> calendars{"standard", "julian", "noleap", "all_leap", "360_day", "utc", "tai"};
        const std::vector<const char*> units{"days", "months", "hours"};
        const char* calendar = calendars[static_cast<std::size_t>(random() % calendars.size())];
        const std::string unit =
            units[static_cast<std::size_t>(random() % units.size())] + std::string(" since 2100-01-01");
        Doubles values;
        for (int n = 0; n < 5; ++n) values.push_back(unit[0] == 'm' ? anywhere(random) / 50 : anywhere(random));
        auto build = monthly_means();
        build.set("time", text("units", unit)).set("time", text("calendar", calendar)).drop("time", "bounds");
        const auto interval = build.values("time", values).read().granule.time.interval;
        REQUIRE(interval.has_value());
        std::string why_not;
        const Calendar known = *cairn::calendar_named(calendar);
        const auto parsed = cairn::parse_time_units(unit, known, cairn::MonthUnits::calendar, why_not);
        for (const double value : values) {
            const auto instant = cairn::to_utc(known, *cairn::decode_time(*parsed, value));
            REQUIRE((interval->start <= *instant && *instant <= interval->end));
        }
    }
}
