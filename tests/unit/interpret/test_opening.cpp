#include "builder/interpret/description/opening.hpp"

#include <catch2/catch.hpp>

#include "datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

bool leaves_times(const std::string& units, const std::string& calendar = {}) {
    DatasetBuilder builder = monthly_means();
    builder.set("time", text("units", units));
    if (!calendar.empty()) builder.set("time", text("calendar", calendar));
    const auto opening = opening_of_file(builder.dataset());
    return opening && opening->leaves_times;
}

}  // namespace

TEST_CASE("times that xarray decodes") {
    CHECK(opening_of_file(monthly_means().dataset()) == nullptr);
    for (const char* units : {"days since 2000-01-01", "Days Since 1900-01-01", "hours since 1-1-1 00:00:0.0",
                              "msec since 2000-01-01", "months", "day as %Y%m%d.%f", "days since 1970-01"})
        CHECK_FALSE(leaves_times(units));
    CHECK_FALSE(leaves_times("months since 2000-01-01", "360_day"));
    CHECK_FALSE(leaves_times("days since 0000-01-01", "noleap"));
    CHECK_FALSE(leaves_times("common_years since 2000-01-01", "365_day"));
}

TEST_CASE("times that end xarray's opening") {
    for (const char* units : {"months since 2000-01-01", "years since 2000-01-01", "weeks since 2000-01-01",
                              "hour since 0000-01-01 00:00:00", "days since 2000-13-45", "seconds since epoch"})
        CHECK(leaves_times(units));
    CHECK(leaves_times("days since 1900-01-01", "none"));
    CHECK(leaves_times("days since 2000-01-01", "tai"));
    CHECK(leaves_times("year since 2000-01-01", "360_day"));
}

TEST_CASE("the only group with data, and variables that are refused") {
    DatasetBuilder builder;
    builder.group("/product", 0).dimension("x", 2, 1);
    builder.variable("data", {"x"}, {}, {}, Type::float64, 1);
    CHECK(opening_of_file(builder.dataset())->group == "/product");
    builder.group("/other", 0).dimension("y", 2, 2);
    builder.variable("more", {"y"}, {}, {}, Type::float64, 2);
    CHECK(opening_of_file(builder.dataset()) == nullptr);

    DatasetBuilder twice;
    twice.dimension("x", 2).dimension("y", 3).variable("x", {"y", "x"}, {});
    CHECK(opening_of_file(twice.dataset())->drop_variables == std::vector<std::string>{"x"});
}
