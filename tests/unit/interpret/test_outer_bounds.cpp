// Axes whose bounds are too many to be read: the first and the last are enough where an axis only rises or only falls.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Dataset;
using cairn::Evidence;
using cairn::Interpretation;
using cairn::Variable;

namespace {

Variable& named(Dataset& dataset, const std::string& name) {
    auto& variables = dataset.groups[0].variables;
    return *std::find_if(variables.begin(), variables.end(), [&](const Variable& one) { return one.name == name; });
}

/// As a reader leaves bounds that take more than its limit.
void leave_the_ends(Variable& bounds) {
    const Doubles all = std::get<Doubles>(bounds.values);
    bounds.ends = Doubles{all[0], all[1], all[all.size() - 2], all[all.size() - 1]};
    bounds.values = {};
    bounds.values_missing_because = "they are too many";
}

Interpretation read_without_inner_bounds(DatasetBuilder build) {
    Dataset dataset = build.dataset();
    for (const char* name : {"time_bnds", "lat_bnds", "lon_bnds"}) leave_the_ends(named(dataset, name));
    return cairn::interpret(dataset);
}

}  // namespace

TEST_CASE("the outer bounds of rising axes give the extents that all bounds give") {
    const auto whole = monthly_means().read();
    const auto read = read_without_inner_bounds(monthly_means());
    CHECK(interval_text(read.granule.time) == interval_text(whole.granule.time));
    CHECK(read.granule.time.evidence == Evidence::bounds);
    CHECK(box_text(read.granule.footprint) == box_text(whole.granule.footprint));
    CHECK(read.granule.notes.empty());
}

TEST_CASE("the outer bounds of falling axes too") {
    auto build = monthly_means();
    build.values("lat", axis(45, -10, 3));
    build.remove("lat_bnds").variable("lat_bnds", {"lat", "bnds"}, {}, bounds_around(axis(45, -10, 3), -5));
    build.values("lon", axis(30, -10, 3));
    build.remove("lon_bnds").variable("lon_bnds", {"lon", "bnds"}, {}, bounds_around(axis(30, -10, 3), -5));
    CHECK(box_text(read_without_inner_bounds(build).granule.footprint) == "5 20 35 50");
    CHECK(box_text(build.read().granule.footprint) == "5 20 35 50");
}

TEST_CASE("the outer bounds of an axis that goes back and forth are not used") {
    Dataset dataset = monthly_means().dataset();
    named(dataset, "time").values = Doubles{15.5, 15.5};
    leave_the_ends(named(dataset, "time_bnds"));
    const auto read = cairn::interpret(dataset);
    CHECK(interval_text(read.granule.time) == "2001-01-16T12:00:00Z/2001-01-16T12:00:00Z");
    REQUIRE(read.granule.notes.size() == 1);
    CHECK(read.granule.notes[0] ==
          "Bounds 'time_bnds' of the time axis are not used: their values are not available: they are too many.");
}

TEST_CASE("a coordinate of which only the ends are known has no extent: nothing says what lies between") {
    Dataset dataset = monthly_means().dataset();
    Variable& time = named(dataset, "time");
    time.ends = time.values;
    time.values = {};
    time.values_missing_because = "they are too many";
    const auto read = cairn::interpret(dataset);
    CHECK(interval_text(read.granule.time).empty());
    CHECK(read.granule.time.reason.find("they are too many") != std::string::npos);
}
