#include "builder/cf/time_units.hpp"

#include <catch2/catch.hpp>
#include <limits>

namespace {

using cairn::Calendar;
constexpr auto k_month_units = cairn::MonthUnits::refuse;  // as cftime

/// The instant of a value, or the message.
std::string decoded(const std::string& units, Calendar calendar, double value) {
    std::string why_not;
    const auto parsed = cairn::parse_time_units(units, calendar, k_month_units, why_not);
    if (!parsed) return why_not;
    const auto microseconds = cairn::decode_time(*parsed, value);
    if (!microseconds) return "too large";
    return cairn::to_rfc3339(*cairn::to_utc(calendar, *microseconds));
}

std::string decoded(const std::string& units, double value = 0) { return decoded(units, Calendar::standard, value); }

std::string label(const std::string& units, Calendar calendar, double value) {
    std::string why_not;
    const auto parsed = cairn::parse_time_units(units, calendar, k_month_units, why_not);
    if (!parsed) return why_not;
    const auto microseconds = cairn::decode_time(*parsed, value);
    const auto date = cairn::date_from_days(calendar, cairn::floor_div(*microseconds, cairn::k_microseconds_per_day));
    return std::to_string(date.year) + "-" + std::to_string(date.month) + "-" + std::to_string(date.day);
}

}  // namespace

// Numbers in brackets: cases of cftime's and xarray's own test suites.

TEST_CASE("[1] the standard calendar jumps from 4 to 15 October 1582") {
    CHECK(label("hours since 0001-01-01 00:00:00", Calendar::standard, 13865687) == "1582-10-4");
    CHECK(label("hours since 0001-01-01 00:00:00", Calendar::standard, 13865688) == "1582-10-15");
    CHECK(decoded("hours since 0001-01-01 00:00:00", 13865688) == "1582-10-15T00:00:00Z");
    CHECK(decoded("days since 1582-10-05") == "date '1582-10-05' does not exist in calendar 'standard'");
}

TEST_CASE("[2] proleptic_gregorian seconds since year 1") {
    CHECK(decoded("seconds since 0001-01-01 00:00:00", Calendar::proleptic_gregorian, 62777470620) ==
          "1990-05-05T02:17:00Z");
}

TEST_CASE("[3] noleap has no 29 February and years of 365 days") {
    CHECK(decoded("days since 1600-02-29", Calendar::noleap, 0) ==
          "date '1600-02-29' does not exist in calendar 'noleap'");
    CHECK(label("days since 1600-02-28", Calendar::noleap, 400 * 365) == "2000-2-28");
}

TEST_CASE("[4] all_leap has years of 366 days") {
    CHECK(label("days since 1600-02-29", Calendar::all_leap, 400 * 366) == "2000-2-29");
}

TEST_CASE("[5] 360_day has 30 February") {
    CHECK(label("days since 1600-02-30 00:00:00", Calendar::day_360, 144000) == "2000-2-30");
    CHECK(label("days since 1600-02-30 00:00:00", Calendar::day_360, 144660) == "2001-12-30");
}

TEST_CASE("[6, 7] zones are subtracted") {
    CHECK(decoded("hours since 1682-10-15 -07:00 UTC", -7) == "1682-10-15T00:00:00Z");
    CHECK(decoded("hours since 2000-01-01 22:30+04:00") == "2000-01-01T18:30:00Z");
    CHECK(decoded("hours since 2000-01-01 11:30-07:00") == "2000-01-01T18:30:00Z");
    CHECK(decoded("hours since 2000-01-01 15:00-03:30") == "2000-01-01T18:30:00Z");
    CHECK(decoded("hours since 2000-01-01 15:00 -3:30") == "2000-01-01T18:30:00Z");
    CHECK(decoded("hours since 2000-01-01 15:00 -0330") == "2000-01-01T18:30:00Z");
    CHECK(decoded("days since 2000-01-01 +04") == "1999-12-31T20:00:00Z");
    CHECK(decoded("seconds since 1970-01-01T00:00:00Z") == "1970-01-01T00:00:00Z");
    CHECK(decoded("seconds since 1981-01-01 00:00:00 UTC") == "1981-01-01T00:00:00Z");
    CHECK(decoded("days since 2000-01-01 00:00:00 EST").find("cannot be read") != std::string::npos);
}

TEST_CASE("[8] an hour alone is a clock") {
    CHECK(decoded("hours since 2000-01-01 0") == "2000-01-01T00:00:00Z");
    CHECK(decoded("hours since 2000-01-01 12") == "2000-01-01T12:00:00Z");
}

TEST_CASE("spellings of the field") {
    CHECK(decoded("days since 1900-01-01 00:00:00 (UTC)", 1) == "1900-01-02T00:00:00Z");
    CHECK(decoded("seconds since 1970-01-01 24:00:00", 0) == "1970-01-02T00:00:00Z");
    CHECK(decoded("seconds since 2012-10-20 00:00:00        ! NCDATE", 3600) == "2012-10-20T01:00:00Z");
    CHECK(decoded("days since Jan 1, 1900", 1) == "1900-01-02T00:00:00Z");
    CHECK(decoded("days since December 31 1899", 1) == "1900-01-01T00:00:00Z");
    CHECK(decoded("seconds since 1980-01-06 00:00:00.00 00:00", 0) == "1980-01-06T00:00:00Z");
    CHECK(decoded("seconds since 1980-01-06 00:00:00 05:30", 0) == "1980-01-05T18:30:00Z");
    CHECK(decoded("julian days since 1950-01-01", 1) == "1950-01-02T00:00:00Z");
    CHECK(decoded("seconds since 1970-01-01 24:30:00", 0).find("cannot be read") != std::string::npos);
    CHECK(decoded("msec since 00:00:00", 1).find("cannot be read") != std::string::npos);
    CHECK(decoded("days since 0.0", 1).find("cannot be read") != std::string::npos);
}

TEST_CASE("all words that UDUNITS has for 'since' make a time, behind a unit of time") {
    for (const char* word : {"since", "after", "from", "ref", "@", "SINCE"}) {
        const std::string units = std::string("days ") + word + " 2000-01-01";
        CHECK(cairn::is_since_unit(units));
        CHECK(decoded(units.c_str(), 1) == "2000-01-02T00:00:00Z");
    }
    CHECK(cairn::is_since_unit("anything since 2000-01-01"));
    CHECK_FALSE(cairn::is_since_unit("degrees from north"));
    CHECK_FALSE(cairn::is_since_unit("m after rain"));
    CHECK_FALSE(cairn::is_since_unit("days"));
    CHECK_FALSE(cairn::is_since_unit(""));
}

TEST_CASE("[9] year 0 is an error in standard and julian only") {
    const std::string units = "days since 0000-01-01";
    CHECK(decoded(units) == "date '0000-01-01': calendar 'standard' has no year 0");
    CHECK(decoded(units, Calendar::julian, 0) == "date '0000-01-01': calendar 'julian' has no year 0");
    CHECK(decoded(units, Calendar::day_360, 360) == "0001-01-01T00:00:00Z");
    CHECK(decoded(units, Calendar::noleap, 365) == "0001-01-01T00:00:00Z");
    CHECK(decoded(units, Calendar::proleptic_gregorian, 366) == "0001-01-01T00:00:00Z");
}

TEST_CASE("[10] negative values reach year 1") {
    CHECK(label("days since 1800-01-01", Calendar::standard, -657073) == "1-1-1");
    CHECK(label("days since 1800-01-01", Calendar::proleptic_gregorian, -657071) == "1-1-1");
}

TEST_CASE("[11] months and years have a length in 360_day only") {
    CHECK(decoded("months since 0000-01-01", Calendar::day_360, 1) == "0000-02-01T00:00:00Z");
    CHECK(decoded("years since 2000-01-01", Calendar::day_360, 1.5) == "2001-07-01T00:00:00Z");
    CHECK(decoded("months since 1958-1-1 00:00:00").find("a month has no fixed length in calendar 'standard'") !=
          std::string::npos);
    CHECK(decoded("years since 2000-01-01", Calendar::noleap, 1).find("no fixed length") != std::string::npos);
}

TEST_CASE("[12] seconds have fractions") {
    CHECK(decoded("seconds since 2018-01-23 09:31:42.94", -271.99) == "2018-01-23T09:27:10.95Z");
    CHECK(decoded("hours since 1-1-1970 00:00:0.0") == "1970-01-01T00:00:00Z");
}

TEST_CASE("[14] years may have five digits") {
    CHECK(label("days since 18000-1-1", Calendar::day_360, 330) == "18000-12-1");
    CHECK(label("days since -4713-01-01 12:00", Calendar::julian, 0) == "-4712-1-1");  // written without a year 0
}

TEST_CASE("[15] dates beyond what nanoseconds in 64 bits hold") {
    CHECK(decoded("days since 2000-01-01", -117710) == "1677-09-20T00:00:00Z");
    CHECK(decoded("days since 2000-01-01", 95795) == "2262-04-12T00:00:00Z");
}

TEST_CASE("[16] the year may come last when day and month cannot be mistaken") {
    CHECK(decoded("hours since 1-1-1970") == "1970-01-01T00:00:00Z");
    CHECK(decoded("hours since 15-6-1970") == "1970-06-15T00:00:00Z");
    CHECK(decoded("hours since 6-15-1970") == "1970-06-15T00:00:00Z");
    CHECK(decoded("hours since 5-6-1970").find("day and month cannot be told apart") != std::string::npos);
    CHECK(decoded("days since 1-1-1", Calendar::noleap, 0) == "0001-01-01T00:00:00Z");
}

TEST_CASE("[17] units in all spellings") {
    CHECK(decoded("msecs since 1970-01-01T00:00:00Z", 1586628000000) == "2020-04-11T18:00:00Z");
    CHECK(decoded("Hour  since  1680-01-01 00:00:00 ", 1) == "1680-01-01T01:00:00Z");
    CHECK(decoded("daYs  since 2000-01-01", 1) == "2000-01-02T00:00:00Z");
    for (const char* day : {"days", "day", "d", "Days"}) {
        CHECK(decoded(std::string(day) + " since 2000-01-01", 1.5) == "2000-01-02T12:00:00Z");
    }
    for (const char* hour : {"hours", "hour", "hr", "hrs", "h"}) {
        CHECK(decoded(std::string(hour) + " since 2000-01-01", 36) == "2000-01-02T12:00:00Z");
    }
    for (const char* minute : {"minutes", "minute", "min", "mins"}) {
        CHECK(decoded(std::string(minute) + " since 2000-01-01", 90) == "2000-01-01T01:30:00Z");
    }
    for (const char* second : {"seconds", "second", "sec", "secs", "s"}) {
        CHECK(decoded(std::string(second) + " since 2000-01-01", 90) == "2000-01-01T00:01:30Z");
    }
    for (const char* millisecond : {"milliseconds", "millisecond", "msec", "msecs", "ms"}) {
        CHECK(decoded(std::string(millisecond) + " since 2000-01-01", 1500) == "2000-01-01T00:00:01.5Z");
    }
    CHECK(decoded("microseconds since 2000-01-01", 1) == "2000-01-01T00:00:00.000001Z");
    CHECK(decoded("us since 2000-01-01", 1) == "2000-01-01T00:00:00.000001Z");
    CHECK(decoded("nanoseconds since 1970-01-01", 1.5e18) == "2017-07-14T02:40:00Z");
    CHECK(decoded("weeks since 2000-01-01", 1) == "2000-01-08T00:00:00Z");
}

TEST_CASE("reference dates in other spellings") {
    CHECK(decoded("hours since 14-JAN-1980 14:00:00") == "1980-01-14T14:00:00Z");
    CHECK(decoded("days since 1 January 2000") == "2000-01-01T00:00:00Z");
    CHECK(decoded("days since 2000/02/03") == "2000-02-03T00:00:00Z");
    CHECK(decoded("days since 2000-02") == "2000-02-01T00:00:00Z");
    CHECK(decoded("days since 2000") == "2000-01-01T00:00:00Z");
    CHECK(decoded("days since 20000203") == "2000-02-03T00:00:00Z");
    CHECK(decoded("days since 20000203T121500Z") == "2000-02-03T12:15:00Z");
    CHECK(decoded("minutes since 2000-01-24_12:30:00") == "2000-01-24T12:30:00Z");
    CHECK(decoded("days since 2000-1-1 0:0:0") == "2000-01-01T00:00:00Z");
}

TEST_CASE("what is no time says why") {
    CHECK(decoded("days") == "units 'days' have no reference date (expected '<unit> since <date>')");
    CHECK(decoded("furlongs since 2000-01-01").find("unit 'furlongs'") == 0);
    CHECK(decoded("days since the epoch").find("date 'the epoch' cannot be read") == 0);
    CHECK(decoded("days since 2000-13-01") == "date '2000-13-01' does not exist in calendar 'standard'");
    CHECK(decoded("days since 2000-02-30") == "date '2000-02-30' does not exist in calendar 'standard'");
    CHECK(decoded("days since 2000-01-01 25:00:00").find("cannot be read") != std::string::npos);
    CHECK(decoded("days since 2000-01-01", Calendar::none, 0) == "calendar 'none' has no dates");
    CHECK(decoded("days since ").find("date '' cannot be read") == 0);
    CHECK(decoded("days since 99999999999-01-01").find("cannot be read") != std::string::npos);
    CHECK(decoded("days since 999999999-01-01").find("does not exist") != std::string::npos);
}

TEST_CASE("noise of floating point does not show") {
    CHECK(decoded("days since 1850-01-01", 60000 + 11.0 / 24 + 59.0 / 1440 + 59.9999967 / 86400) ==
          "2014-04-11T12:00:00Z");
    CHECK(decoded("hours since 1900-01-01", 1.0 / 3) == "1900-01-01T00:20:00Z");
    CHECK(decoded("seconds since 2000-01-01", 0.000001) == "2000-01-01T00:00:00.000001Z");
    CHECK(decoded("days since 2000-01-01", -1.0 / 86400) == "1999-12-31T23:59:59Z");
}

TEST_CASE("values that no instant holds are refused") {
    for (const double value : {1e300, -1e300, 9.3e18, 1e17, std::numeric_limits<double>::infinity(),
                               std::numeric_limits<double>::quiet_NaN()}) {
        CHECK(decoded("days since 2000-01-01", value) == "too large");
    }
}

TEST_CASE("dates as text") {
    std::string why_not;
    CHECK(cairn::parse_date_time("2000-01-01T12:00:00Z", Calendar::standard, why_not) == 946728000000000);
    CHECK(cairn::parse_date_time("  2000-01-01 12:00  ", Calendar::standard, why_not) == 946728000000000);
    CHECK_FALSE(cairn::parse_date_time("", Calendar::standard, why_not).has_value());
    CHECK_FALSE(cairn::parse_date_time("2000-01-01 12:00 and more", Calendar::standard, why_not).has_value());
}
