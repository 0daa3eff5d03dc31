#include <catch2/catch.hpp>
#include <chrono>
#include <random>

#include "base/gregorian.hpp"

using namespace cairn;

TEST_CASE("days follow each other through leap years, back to before year 0") {
    const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    std::int64_t expected = days_from_gregorian(-401, 1, 1);
    for (std::int64_t year = -401; year <= 2401; ++year) {
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        for (int month = 1; month <= 12; ++month) {
            REQUIRE(days_from_gregorian(year, month, 1) == expected);
            expected += lengths[month - 1] + (leap && month == 2 ? 1 : 0);
            REQUIRE(days_from_gregorian(year, month, lengths[month - 1]) <= expected - 1);
        }
    }
    CHECK(days_from_gregorian(1970, 1, 1) == 0);
}

TEST_CASE("dates and days lead to each other, as the standard library says") {
    std::mt19937_64 random(1582);
    for (int i = 0; i < 50'000; ++i) {
        const auto days = static_cast<std::int64_t>(random() % 20'000'000) - 10'000'000;
        CAPTURE(days);
        const GregorianDate date = gregorian_from_days(days);
        REQUIRE(days_from_gregorian(date.year, date.month, date.day) == days);
        const std::chrono::year_month_day expected{std::chrono::sys_days(std::chrono::days(days))};
        REQUIRE(date.year == static_cast<int>(expected.year()));
        REQUIRE(date.month == static_cast<int>(static_cast<unsigned>(expected.month())));
        REQUIRE(date.day == static_cast<int>(static_cast<unsigned>(expected.day())));
    }
}

TEST_CASE("a date is one of the calendar, or it is none") {
    for (int year = 1890; year <= 2110; ++year) {
        for (int month = 0; month <= 13; ++month) {
            for (int day = 0; day <= 32; ++day) {
                const bool expected = std::chrono::year_month_day{std::chrono::year(year),
                                                                  std::chrono::month(static_cast<unsigned>(month)),
                                                                  std::chrono::day(static_cast<unsigned>(day))}
                                          .ok();
                if (is_gregorian_date(year, month, day) != expected) FAIL(year << " " << month << " " << day);
            }
        }
    }
    CHECK(is_gregorian_date(0, 2, 29));
}

TEST_CASE("division rounds down") {
    CHECK(floor_div(-1, 4) == -1);
    CHECK(floor_mod(-1, 4) == 3);
    CHECK(floor_div(7, 4) == 1);
    CHECK(floor_div(-8, 4) == -2);
    CHECK(floor_mod(-8, 4) == 0);
}
