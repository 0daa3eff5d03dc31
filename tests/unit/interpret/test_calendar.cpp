#include "builder/cf/calendar.hpp"

#include <catch2/catch.hpp>
#include <random>

namespace {

using cairn::Calendar;
using cairn::CalendarDate;

constexpr Calendar k_all[] = {Calendar::standard, Calendar::proleptic_gregorian,
                              Calendar::julian,   Calendar::noleap,
                              Calendar::all_leap, Calendar::day_360};

std::string utc(Calendar calendar, CalendarDate date, std::int64_t second_of_day = 0) {
    const std::int64_t days = cairn::days_from_date(calendar, date);
    const auto instant = cairn::to_utc(
        calendar, days * cairn::k_microseconds_per_day + second_of_day * cairn::k_microseconds_per_second);
    return instant ? cairn::to_rfc3339(*instant) : "none";
}

std::string real(Calendar calendar, CalendarDate date) {
    const std::int64_t elapsed_us = cairn::days_from_date(calendar, date) * cairn::k_microseconds_per_day;
    const auto instant = cairn::to_utc(calendar, elapsed_us, cairn::CalendarMapping::label, cairn::EarlyDates::real);
    return instant ? cairn::to_rfc3339(*instant) : "none";
}

}  // namespace

TEST_CASE("calendars are known by all their names") {
    CHECK(cairn::calendar_named("") == Calendar::standard);
    CHECK(cairn::calendar_named("gregorian") == Calendar::standard);
    CHECK(cairn::calendar_named("Proleptic_Gregorian") == Calendar::proleptic_gregorian);
    CHECK(cairn::calendar_named("365_day") == Calendar::noleap);
    CHECK(cairn::calendar_named("NOLEAP") == Calendar::noleap);
    CHECK(cairn::calendar_named("366_day") == Calendar::all_leap);
    CHECK(cairn::calendar_named("360_day") == Calendar::day_360);
    CHECK(cairn::calendar_named("THIRTY_DAY_MONTHS") == Calendar::day_360);
    CHECK(cairn::calendar_named("NO_CALENDAR") == Calendar::none);
    CHECK(cairn::calendar_named("gregorian_proleptic") == Calendar::proleptic_gregorian);
    CHECK(cairn::calendar_named("proleptic gregorian") == Calendar::proleptic_gregorian);
    CHECK_FALSE(cairn::calendar_named("mayan").has_value());
    CHECK(cairn::name_of(Calendar::noleap) == "noleap");
    CHECK(cairn::name_of(Calendar::day_360) == "360_day");
}

TEST_CASE("the standard calendar has no 5 to 14 October 1582") {
    CHECK(cairn::exists(Calendar::standard, {1582, 10, 4}));
    CHECK_FALSE(cairn::exists(Calendar::standard, {1582, 10, 5}));
    CHECK_FALSE(cairn::exists(Calendar::standard, {1582, 10, 14}));
    CHECK(cairn::exists(Calendar::standard, {1582, 10, 15}));
    CHECK(cairn::exists(Calendar::proleptic_gregorian, {1582, 10, 10}));
    CHECK(cairn::days_from_date(Calendar::standard, {1582, 10, 4}) + 1 ==
          cairn::days_from_date(Calendar::standard, {1582, 10, 15}));
}

TEST_CASE("leap days exist where the calendar's rule says so") {
    CHECK(cairn::exists(Calendar::standard, {1500, 2, 29}));  // Julian then
    CHECK_FALSE(cairn::exists(Calendar::proleptic_gregorian, {1500, 2, 29}));
    CHECK_FALSE(cairn::exists(Calendar::standard, {1900, 2, 29}));
    CHECK(cairn::exists(Calendar::julian, {1900, 2, 29}));
    CHECK_FALSE(cairn::exists(Calendar::noleap, {1600, 2, 29}));
    CHECK(cairn::exists(Calendar::all_leap, {2001, 2, 29}));
    CHECK(cairn::exists(Calendar::day_360, {1600, 2, 30}));
    CHECK_FALSE(cairn::exists(Calendar::day_360, {1600, 1, 31}));
    CHECK_FALSE(cairn::exists(Calendar::standard, {2000, 13, 1}));
    CHECK_FALSE(cairn::exists(Calendar::standard, {2000, 0, 1}));
}

TEST_CASE("early dates of the mixed calendar are labels unless the policy wants real days") {
    CHECK(utc(Calendar::standard, {1582, 10, 15}) == "1582-10-15T00:00:00Z");
    CHECK(utc(Calendar::standard, {1582, 10, 4}) == "1582-10-04T00:00:00Z");
    CHECK(utc(Calendar::standard, {1, 1, 1}) == "0001-01-01T00:00:00Z");
    CHECK(utc(Calendar::standard, {1500, 2, 29}, 3600) == "1500-02-28T23:59:59Z");  // no proleptic date
    CHECK(utc(Calendar::standard, {1500, 3, 1}) == "1500-03-01T00:00:00Z");
    CHECK(real(Calendar::standard, {1582, 10, 4}) == "1582-10-14T00:00:00Z");  // Julian 4 October
    CHECK(real(Calendar::standard, {1, 1, 1}) == "0000-12-30T00:00:00Z");
    CHECK(real(Calendar::standard, {2000, 1, 1}) == "2000-01-01T00:00:00Z");
}

TEST_CASE("julian dates are real instants") {
    CHECK(utc(Calendar::standard, {2000, 1, 1}) == "2000-01-01T00:00:00Z");
    CHECK(utc(Calendar::julian, {1582, 10, 5}) == "1582-10-15T00:00:00Z");
    CHECK(utc(Calendar::julian, {1918, 2, 1}) == "1918-02-14T00:00:00Z");
    CHECK(utc(Calendar::proleptic_gregorian, {0, 2, 29}) == "0000-02-29T00:00:00Z");
}

TEST_CASE("dates of model calendars keep their label") {
    CHECK(utc(Calendar::noleap, {2000, 3, 1}, 3600) == "2000-03-01T01:00:00Z");
    CHECK(utc(Calendar::day_360, {2000, 2, 29}) == "2000-02-29T00:00:00Z");
    CHECK(utc(Calendar::day_360, {2001, 12, 30}, 43200) == "2001-12-30T12:00:00Z");
    CHECK(utc(Calendar::all_leap, {2000, 2, 29}) == "2000-02-29T00:00:00Z");
}

TEST_CASE("labels that no real calendar has become the last second of their month") {
    CHECK(utc(Calendar::day_360, {2000, 2, 30}) == "2000-02-29T23:59:59Z");
    CHECK(utc(Calendar::day_360, {2001, 2, 29}) == "2001-02-28T23:59:59Z");
    CHECK(utc(Calendar::day_360, {2001, 2, 30}, 43200) == "2001-02-28T23:59:59Z");
    CHECK(utc(Calendar::all_leap, {2001, 2, 29}, 100) == "2001-02-28T23:59:59Z");
}

TEST_CASE("calendar none has no instants") { CHECK_FALSE(cairn::to_utc(Calendar::none, 0).has_value()); }

TEST_CASE("property: days become dates and days again, in every calendar, one day after the other") {
    std::mt19937_64 random(20261120);
    std::uniform_int_distribution<std::int64_t> days_before(-1'000'000, 4'000'000);
    for (const Calendar calendar : k_all) {
        for (int i = 0; i < 20'000; ++i) {
            const std::int64_t days = days_before(random);
            const CalendarDate date = cairn::date_from_days(calendar, days);
            REQUIRE(cairn::exists(calendar, date));
            REQUIRE(cairn::days_from_date(calendar, date) == days);
            REQUIRE(date < cairn::date_from_days(calendar, days + 1));
        }
    }
}

TEST_CASE("property: instants keep the order of their calendar") {
    std::mt19937_64 random(360);
    std::uniform_int_distribution<std::int64_t> seconds(0, 86'400LL * 366 * 4000);
    for (const Calendar calendar : k_all) {
        for (int i = 0; i < 20'000; ++i) {
            const std::int64_t a = seconds(random) * cairn::k_microseconds_per_second;
            const std::int64_t b = a + (i % 3) * 40'000 * cairn::k_microseconds_per_second;
            REQUIRE(*cairn::to_utc(calendar, a) <= *cairn::to_utc(calendar, b));
        }
    }
}
