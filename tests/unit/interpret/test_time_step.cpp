#include "builder/cf/time_step.hpp"

#include <catch2/catch.hpp>

#include "builder/cf/time_units.hpp"

namespace {

using cairn::Calendar;

std::string step_of(const char* units, Calendar calendar, const std::vector<double>& values) {
    std::string why_not;
    const auto parsed = cairn::parse_time_units(units, calendar, cairn::MonthUnits::refuse, why_not);
    std::vector<std::int64_t> instants;
    for (const double value : values) instants.push_back(*cairn::decode_time(*parsed, value));
    const auto step = cairn::regular_step(calendar, std::move(instants));
    return step ? cairn::to_duration(*step) : std::string();
}

std::string step_of(const char* units, const std::vector<double>& values) {
    return step_of(units, Calendar::standard, values);
}

}  // namespace

TEST_CASE("steps of fixed length") {
    CHECK(step_of("days since 2000-01-01", {0, 1, 2, 3}) == "P1D");
    CHECK(step_of("days since 2000-01-01", {0.5, 1.5, 2.5}) == "P1D");
    CHECK(step_of("days since 2000-01-01", {0, 7, 14}) == "P7D");
    CHECK(step_of("seconds since 2000-01-01", {0, 1800}) == "PT30M");
    CHECK(step_of("hours since 2000-01-01", {0, 6, 12}) == "PT6H");
    CHECK(step_of("hours since 2000-01-01", {0, 36, 72}) == "P1DT12H");
    CHECK(step_of("seconds since 2000-01-01", {0, 0.05, 0.1}) == "PT0.05S");
    CHECK(step_of("minutes since 2000-01-01", {0, 1.5, 3}) == "PT1M30S");
    CHECK(step_of("hours since 2000-01-01", {0, 1.0 / 3, 2.0 / 3, 1}) == "PT20M");
}

TEST_CASE("months and years are regular in dates") {
    CHECK(step_of("days since 2001-01-01", {0, 31, 59, 90}) == "P1M");
    CHECK(step_of("days since 2001-01-01", {15.5, 45, 74.5, 105}) == "P1M");  // middle of each month
    CHECK(step_of("days since 2001-01-01", {30, 58, 89, 119}) == "P1M");      // last day of each month
    CHECK(step_of("days since 2001-01-01", {0, 90, 181, 273}) == "P3M");
    CHECK(step_of("days since 2001-01-01", {0, 365, 730, 1095}) == "P1Y");
    CHECK(step_of("days since 2000-01-01", Calendar::day_360, {0, 3600, 7200}) == "P10Y");
    CHECK(step_of("days since 2000-01-01", Calendar::day_360, {15, 45, 75}) == "P1M");
    CHECK(step_of("days since 2000-01-01", Calendar::noleap, {181.5, 546.5}) == "P1Y");
}

TEST_CASE("order and repetition do not matter, gaps do") {
    CHECK(step_of("days since 2000-01-01", {3, 2, 1, 0}) == "P1D");
    CHECK(step_of("days since 2000-01-01", {0, 1, 1, 2}) == "P1D");
    CHECK(step_of("days since 2000-01-01", {0, 1, 3, 4}).empty());
    CHECK(step_of("days since 2000-01-01", {0, 31, 90}).empty());
    CHECK(step_of("days since 2000-01-01", {0}).empty());
    CHECK(step_of("days since 2000-01-01", {}).empty());
}

TEST_CASE("steps are counted in dates of the calendar") {
    using namespace cairn;
    const auto at = [](Calendar calendar, int year, int month, int day) {
        return days_from_date(calendar, {year, month, day}) * k_microseconds_per_day;
    };
    for (const Calendar calendar : {Calendar::standard, Calendar::noleap, Calendar::day_360, Calendar::julian}) {
        const TimeStep month{1, 0};
        const TimeStep day{0, k_microseconds_per_day};
        CHECK((step_between(calendar, at(calendar, 2001, 1, 1), at(calendar, 2001, 2, 1)) == month));
        CHECK((step_between(calendar, at(calendar, 2001, 1, 1), at(calendar, 2001, 1, 2)) == day));
        CHECK(steps_between(calendar, month, at(calendar, 2001, 1, 1), at(calendar, 2002, 3, 1)) == 14);
        CHECK(steps_between(calendar, month, at(calendar, 2001, 3, 1), at(calendar, 2001, 1, 1)) == -2);
        CHECK_FALSE(steps_between(calendar, month, at(calendar, 2001, 1, 1), at(calendar, 2001, 1, 8)));
        CHECK_FALSE(steps_between(calendar, {2, 0}, at(calendar, 2001, 1, 1), at(calendar, 2001, 2, 1)));
        CHECK_FALSE(steps_between(calendar, day, 0, k_microseconds_per_day / 2));
        CHECK(after_steps(calendar, month, at(calendar, 2001, 11, 1), 3) == at(calendar, 2002, 2, 1));
        CHECK(after_steps(calendar, day, at(calendar, 2001, 2, 28), 1) ==
              at(calendar, 2001, calendar == Calendar::day_360 ? 2 : 3, calendar == Calendar::day_360 ? 29 : 1));
    }
    CHECK(to_duration({0, 0}).empty());
    CHECK(to_duration({24, 0}) == "P2Y");
}
