#include <catch2/catch.hpp>
#include <limits>
#include <random>
#include <string>

#include "builder/model/instant.hpp"

using namespace cairn;

namespace {

constexpr std::int64_t k_second = 1'000'000;
constexpr std::int64_t k_day = 86'400 * k_second;

std::string reformatted(std::string_view text) {
    const std::optional<UtcInstant> instant = parse_rfc3339(text);
    return instant ? to_rfc3339(*instant) : "nothing";
}

}  // namespace

TEST_CASE("known dates") {
    CHECK(to_rfc3339({0}) == "1970-01-01T00:00:00Z");
    CHECK(to_rfc3339({-1}) == "1969-12-31T23:59:59.999999Z");
    CHECK(to_rfc3339({k_second / 2}) == "1970-01-01T00:00:00.5Z");
    CHECK(to_rfc3339({951'782'400 * k_second}) == "2000-02-29T00:00:00Z");
    CHECK(to_rfc3339({-62'167'219'200 * k_second}) == "0000-01-01T00:00:00Z");
    CHECK(to_rfc3339({253'402'300'799 * k_second}) == "9999-12-31T23:59:59Z");
    CHECK(to_basic_format({951'782'400 * k_second + 1}) == "20000229T000000Z");
    CHECK(to_basic_format({-1}) == "19691231T235959Z");
}

TEST_CASE("RFC 3339 is parsed") {
    CHECK(reformatted("2016-09-02") == "2016-09-02T00:00:00Z");
    CHECK(reformatted("2016-09-02T00:30:00Z") == "2016-09-02T00:30:00Z");
    CHECK(reformatted("2016-09-02t00:30:00z") == "2016-09-02T00:30:00Z");
    CHECK(reformatted("2016-09-02 00:30:00Z") == "2016-09-02T00:30:00Z");
    CHECK(reformatted("2016-09-02T00:30:00.250Z") == "2016-09-02T00:30:00.25Z");
    CHECK(reformatted("2016-09-02T00:30:00.1234567Z") == "2016-09-02T00:30:00.123456Z");
    CHECK(reformatted("2016-09-02T00:30:00+01:30") == "2016-09-01T23:00:00Z");
    CHECK(reformatted("2016-12-31T23:30:00-01:00") == "2017-01-01T00:30:00Z");
    CHECK(reformatted("1969-12-31T23:59:59.5Z") == "1969-12-31T23:59:59.5Z");
    CHECK(reformatted("2016-12-31T23:59:60Z") == "2017-01-01T00:00:00Z");
}

TEST_CASE("anything else is not") {
    for (const char* text : {"",
                             "2016",
                             "2016-09",
                             "2016-9-2",
                             "20160902",
                             "2016-13-01",
                             "2016-00-01",
                             "2016-01-00",
                             "2015-02-29",
                             "2016-02-30",
                             "2016-04-31",
                             "1900-02-29",
                             "2016-01-99",
                             "2016-09-02T",
                             "2016-09-02T00:30Z",
                             "2016-09-02T00:30:00",
                             "2016-09-02T24:00:00Z",
                             "2016-09-02T00:60:00Z",
                             "2016-09-02T00:00:61Z",
                             "2016-09-02T00:00:00.Z",
                             "2016-09-02T00:00:00+1:00",
                             "2016-09-02T00:00:00+24:00",
                             "2016-09-02T00:00:00+01:60",
                             "2016-09-02T00:00:00Zx",
                             "2016-09-02x",
                             " 2016-09-02",
                             "-016-09-02",
                             "+2016-09-02",
                             "2016-09-02T00:00:00+0100",
                             "0000-01-01T00:00:00+00:01",
                             "9999-12-31T23:59:59-00:01",
                             "9999-12-31T23:59:60Z"}) {
        CAPTURE(text);
        CHECK(reformatted(text) == "nothing");
    }
}

TEST_CASE("every instant that can be written round-trips, and text sorts as time does") {
    std::mt19937_64 random(3);
    std::uniform_int_distribution<std::int64_t> instants(-62'135'596'800 * k_second, 253'402'300'800 * k_second - 1);
    for (int i = 0; i < 50'000; ++i) {
        const UtcInstant a{instants(random)};
        const UtcInstant b{instants(random) / k_day * k_day};
        REQUIRE(is_writable(a));
        REQUIRE(parse_rfc3339(to_rfc3339(a)) == a);
        REQUIRE(parse_rfc3339(to_rfc3339(b)) == b);
        if (a.microseconds / k_second != b.microseconds / k_second) {
            REQUIRE((to_basic_format(a) < to_basic_format(b)) == (a < b));
        }
    }
}

TEST_CASE("only the years 0001 to 9999 can be written") {
    CHECK_FALSE(is_writable({-62'135'596'800 * k_second - 1}));
    CHECK_FALSE(is_writable({253'402'300'800 * k_second}));
    CHECK_FALSE(is_writable({std::numeric_limits<std::int64_t>::min()}));
    CHECK_FALSE(is_writable({std::numeric_limits<std::int64_t>::max()}));
}

TEST_CASE("the hull of two intervals") {
    CHECK(hull({{1}, {2}}, {{5}, {6}}) == UtcInterval{{1}, {6}});
    CHECK(hull({{1}, {9}}, {{5}, {6}}) == UtcInterval{{1}, {9}});
    CHECK(hull({{5}, {6}}, {{1}, {2}}) == UtcInterval{{1}, {6}});
}
