#include <catch2/catch.hpp>
#include <string>

#include "builder/model/date_period.hpp"

namespace {

std::string covered(const std::string& text) {
    const auto period = cairn::parse_date_period(text);
    if (!period) return "none";
    return cairn::to_rfc3339(period->interval.start) + "/" + cairn::to_rfc3339(period->interval.end);
}

}  // namespace

TEST_CASE("a year, a month and a day are all of it") {
    CHECK(covered("1979") == "1979-01-01T00:00:00Z/1980-01-01T00:00:00Z");
    CHECK(covered("197912") == "1979-12-01T00:00:00Z/1980-01-01T00:00:00Z");
    CHECK(covered("1979-02") == "1979-02-01T00:00:00Z/1979-03-01T00:00:00Z");
    CHECK(covered("19790131") == "1979-01-31T00:00:00Z/1979-02-01T00:00:00Z");
    CHECK(covered("1979-01-31") == "1979-01-31T00:00:00Z/1979-02-01T00:00:00Z");
    CHECK(covered("2020366") == "2020-12-31T00:00:00Z/2021-01-01T00:00:00Z");
}

TEST_CASE("a clock time is an instant") {
    for (const char* text : {"2016090200", "201609020000", "20160902000000", "20160902T00", "2016-09-02T00:00:00Z",
                             "2016-09-02 00:00", "20160902-000000", "20160902_0000"}) {
        INFO(text);
        CHECK(covered(text) == "2016-09-02T00:00:00Z/2016-09-02T00:00:00Z");
    }
    CHECK(covered("2016090224") == "2016-09-03T00:00:00Z/2016-09-03T00:00:00Z");
}

TEST_CASE("a day of a model's calendar is the last of its month") {
    CHECK(covered("20010230") == "2001-02-28T00:00:00Z/2001-03-01T00:00:00Z");
    CHECK(covered("20010431") == "2001-04-30T00:00:00Z/2001-05-01T00:00:00Z");
}

TEST_CASE("what is no date") {
    for (const char* text :
         {"", "197", "19791", "197913", "19790132", "0000", "9999", "2021366", "1979-1", "1979T00", "1979-01T00",
          "19790131x", "2016090225", "201609020060", "20160902000000000", "abcd", "1979013106000"}) {
        INFO(text);
        CHECK(covered(text) == "none");
    }
}

TEST_CASE("two dates are a range, in order") {
    const auto first = *cairn::parse_date_period("185001");
    const auto last = *cairn::parse_date_period("2005");
    CHECK(cairn::to_rfc3339(cairn::joined(first, last)->interval.end) == "2006-01-01T00:00:00Z");
    CHECK(cairn::joined(first, last)->precision_us == last.precision_us);
    CHECK_FALSE(cairn::joined(last, first).has_value());
}
