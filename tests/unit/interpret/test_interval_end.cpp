// Where intervals end that come from bounds: before the edge, which belongs to the next cell.
#include <catch2/catch.hpp>

#include <random>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::IntervalEnd;
using cairn::Policies;

namespace {

/// tas(time) with bounds, in any unit.
DatasetBuilder cells_in(const std::string& units, const Doubles& values, const Doubles& bounds) {
    auto build = monthly_means();
    build.set("time", text("units", units)).values("time", values).values("time_bnds", bounds);
    return build;
}

std::string interval_of(const DatasetBuilder& build, IntervalEnd end = IntervalEnd::inclusive) {
    Policies policies;
    policies.interval_end = end;
    return interval_text(cairn::interpret(build.dataset(), policies).granule.time);
}

}  // namespace

TEST_CASE("an end from bounds is one second before their edge") {
    const auto build = cells_in("days since 1979-01-01", {15.5}, {0, 31});
    CHECK(interval_of(build) == "1979-01-01T00:00:00Z/1979-01-31T23:59:59Z");
    CHECK(interval_of(build, IntervalEnd::edge) == "1979-01-01T00:00:00Z/1979-02-01T00:00:00Z");
}

TEST_CASE("the cube keeps the bounds as they are") {
    const auto read = cells_in("days since 1979-01-01", {15.5}, {0, 31}).read();
    REQUIRE(read.granule.temporal.size() == 1);
    CHECK(cairn::to_rfc3339(read.granule.temporal[0].interval->end) == "1979-02-01T00:00:00Z");
}

TEST_CASE("short cells end one millisecond before their edge") {
    CHECK(interval_of(cells_in("seconds since 2000-01-01", {1}, {0, 2})) ==
          "2000-01-01T00:00:00Z/2000-01-01T00:00:01Z");
    CHECK(interval_of(cells_in("seconds since 2000-01-01", {0.5}, {0, 1})) ==
          "2000-01-01T00:00:00Z/2000-01-01T00:00:00.999Z");
    CHECK(interval_of(cells_in("seconds since 2000-01-01", {0.0002}, {0, 0.0004})) ==
          "2000-01-01T00:00:00Z/2000-01-01T00:00:00Z");
}

TEST_CASE("a cell without length ends at its edge") {
    CHECK(interval_of(cells_in("days since 2000-01-01", {3}, {3, 3})) == "2000-01-04T00:00:00Z/2000-01-04T00:00:00Z");
    CHECK(interval_of(cells_in("days since 2000-01-01", {0.5, 3}, {0, 1, 3, 3})) ==
          "2000-01-01T00:00:00Z/2000-01-04T00:00:00Z");
}

TEST_CASE("values without bounds end where they are") {
    auto build = monthly_means();
    build.drop("time", "bounds").set("time", text("units", "days since 2000-01-01")).values("time", Doubles{0, 31});
    CHECK(interval_of(build) == "2000-01-01T00:00:00Z/2000-02-01T00:00:00Z");
}

TEST_CASE("neighbours in any series of cells do not touch") {
    std::mt19937 random(11);
    std::uniform_real_distribution<double> length(0.01, 100);
    for (const char* unit : {"seconds", "minutes", "hours", "days"}) {
        double edge = 0;
        std::optional<cairn::UtcInstant> last;
        for (int cell = 0; cell < 200; ++cell) {
            const double next = edge + length(random);
            const auto read =
                cells_in(std::string(unit) + " since 1999-12-30", {(edge + next) / 2}, {edge, next}).read();
            REQUIRE(read.granule.time.interval.has_value());
            const auto [start, end] = *read.granule.time.interval;
            CHECK(start <= end);
            if (last) CHECK(*last < start);
            last = end;
            edge = next;
        }
    }
}
