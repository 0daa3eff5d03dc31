// What the sources of a virtual store cover, from the references and the coordinates.
#include <catch2/catch.hpp>
#include <vector>

#include "datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

/// tas(time 4, lat, lon) of four days; two sources of two days each. Dimension 0 is time.
Dataset references() {
    DatasetBuilder build;
    build.dimension("time", 4).dimension("lat", 3).dimension("lon", 2).dimension("bnds", 2);
    build.variable("time", {"time"}, {text("units", "days since 2001-01-01"), text("standard_name", "time")},
                   Doubles{0, 1, 2, 3});
    build.variable("lat", {"lat"}, {text("units", "degrees_north")}, Doubles{-10, 0, 10});
    build.variable("lon", {"lon"}, {text("units", "degrees_east")}, Doubles{0, 10});
    build.variable("tas", {"time", "lat", "lon"}, {}, {}, Type::float32);
    Dataset dataset = build.dataset();
    dataset.store = StoreTraits{};
    dataset.is_virtual = true;
    dataset.sources = {{"https://h/a.nc", 100, {{{0, 0}, 0, 2}}}, {"https://h/b.nc", 200, {{{0, 0}, 2, 4}}}};
    return dataset;
}

std::vector<SourceCoverage> sources_of(const Dataset& dataset) {
    std::vector<SourceCoverage> sources;
    const Granule granule = interpret(dataset).granule;
    for (const auto& source : granule.virtual_store()->sources) sources.push_back(*source);
    return sources;
}

std::string interval_of(const SourceCoverage& source) {
    return source.interval ? to_rfc3339(source.interval->start) + "/" + to_rfc3339(source.interval->end) : "";
}

}  // namespace

TEST_CASE("a source has the time of its chunks") {
    const std::vector<SourceCoverage> sources = sources_of(references());
    REQUIRE(sources.size() == 2);
    CHECK(sources[0].url == "https://h/a.nc");
    CHECK(sources[0].bytes == 100);
    CHECK(interval_of(sources[0]) == "2001-01-01T00:00:00Z/2001-01-02T00:00:00Z");
    CHECK(interval_of(sources[1]) == "2001-01-03T00:00:00Z/2001-01-04T00:00:00Z");
    CHECK(sources[0].parts.empty());
    CHECK_FALSE(sources[0].has_part_of_place);
}

TEST_CASE("bounds of the chunks count, as they do for whole axes") {
    Dataset dataset = references();
    Group& root = dataset.groups[0];
    root.variables[0].attributes.push_back(text("bounds", "time_bnds"));
    Variable bounds;
    bounds.name = "time_bnds";
    bounds.type = Type::float64;
    bounds.dimensions = {{0, 0}, {0, 3}};
    bounds.values = Doubles{0, 1, 1, 2, 2, 3, 3, 4};
    root.variables.push_back(bounds);
    CHECK(interval_of(sources_of(dataset)[1]) == "2001-01-03T00:00:00Z/2001-01-04T23:59:59Z");
}

TEST_CASE("parts of other dimensions are said with their values") {
    Dataset dataset = references();
    dataset.sources[0].covers.push_back({{0, 1}, 1, 3});
    dataset.sources[1].covers.push_back({{0, 1}, 0, 3});  // all of it
    const std::vector<SourceCoverage> sources = sources_of(dataset);
    REQUIRE(sources[0].parts.size() == 1);
    CHECK(sources[0].parts[0] == PartOfDimension{"lat", 0, 10});
    CHECK(sources[0].has_part_of_place);
    CHECK(sources[1].parts.empty());
}

TEST_CASE("without values of the time axis the time is not known, with the reason") {
    Dataset dataset = references();
    dataset.groups[0].variables[0].values = {};
    dataset.groups[0].variables[0].values_missing_because = "https://h/a.nc cannot be reached";
    const SourceCoverage source = sources_of(dataset)[0];
    CHECK_FALSE(source.interval.has_value());
    CHECK(source.reason == "the part of time axis 'time' that it covers is not known");  // the store says why
}

TEST_CASE("the outermost bounds of an axis are none of its sources'") {
    Dataset dataset = references();
    Group& root = dataset.groups[0];
    root.variables[0].attributes.push_back(text("bounds", "time_bnds"));
    Variable bounds;
    bounds.name = "time_bnds";
    bounds.type = Type::float64;
    bounds.dimensions = {{0, 0}, {0, 3}};
    bounds.values_missing_because = "they are too many";
    bounds.ends = Doubles{0, 1, 3, 4};
    root.variables.push_back(bounds);
    CHECK(to_rfc3339(interpret(dataset).granule.time.interval->end) == "2001-01-04T23:59:59Z");
    CHECK(interval_of(sources_of(dataset)[0]) == "2001-01-01T00:00:00Z/2001-01-02T00:00:00Z");
}

TEST_CASE("ranges that are not inside the axis say nothing") {
    Dataset dataset = references();
    dataset.sources[0].covers = {{{0, 0}, 2, 9}, {{0, 0}, 3, 3}};
    CHECK_FALSE(sources_of(dataset)[0].interval.has_value());
    CHECK(sources_of(dataset)[0].reason == "its chunks are not inside of the time axis");
}

namespace {

/// References into one file that cannot be reached, whose attributes say January 1998 and a box.
Dataset one_source(const char* url) {
    Dataset dataset = references();
    dataset.is_virtual = true;
    dataset.sources = {{url, 300, {{{0, 0}, 0, 4}}}};
    Group& root = dataset.groups[0];
    for (Variable& variable : root.variables) {
        variable.values = {};
        variable.values_missing_because = "the source cannot be reached";
    }
    root.attributes = {text("time_coverage_start", "1998-01-01"), text("time_coverage_end", "1998-01-31"),
                       number("geospatial_lat_min", -60),         number("geospatial_lat_max", 60),
                       number("geospatial_lon_min", -180),        number("geospatial_lon_max", 180)};
    return dataset;
}

}  // namespace

TEST_CASE("the attributes of the only source are believed, also beside a date that agrees") {
    for (const char* url : {"https://h/a.nc", "https://h/1999/pr_199801.nc", "https://h/v20210618/pr.nc",
                            "https://h/pr_19980115.nc?sig=20200101", "https://h/pr_20160902_from_20200101.nc"}) {
        INFO(url);
        const auto read = interpret(one_source(url));
        CHECK(interval_text(read.granule.time) == "1998-01-01T00:00:00Z/1998-02-01T00:00:00Z");
        CHECK(read.granule.time.evidence == Evidence::metadata);
        CHECK(read.granule.footprint.box);
    }
}

TEST_CASE("a date in the name of the only source outweighs attributes that contradict it") {
    const auto read = interpret(one_source("https://h/pr_201609020000-201609020030.nc"));
    CHECK(interval_text(read.granule.time) == "2016-09-02T00:00:00Z/2016-09-02T00:30:00Z");
    CHECK(read.granule.time.evidence == Evidence::file_name);
    CHECK(read.granule.time.reason.find("the name of its only source") != std::string::npos);
    CHECK_FALSE(read.granule.footprint.box);
    CHECK(read.granule.footprint.reason.find("they contradict the date in the name") != std::string::npos);
    CHECK(read.granule.notes.size() == 2);
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems[0].code == "interpret/disagreement");
}

TEST_CASE("a name outweighs attributes of the only source no farther than the operator trusts it") {
    Policies policies;
    policies.trust = {Testimony::coordinates, Testimony::attributes};
    CHECK_FALSE(interpret(one_source("https://h/pr_20160902.nc"), policies).granule.time.interval);
    const auto stated = interpret(one_source("https://h/pr_20160902.nc"), {}, parse_date_period("1998"));
    CHECK(stated.granule.time.evidence == Evidence::metadata);
}
