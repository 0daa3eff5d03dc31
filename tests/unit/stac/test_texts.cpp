#include <catch2/catch.hpp>

#include "builder/stac/texts.hpp"
#include "builder/stac/variable_order.hpp"
#include "builder/stac/wordings.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

CubeVariable variable(std::string name, std::string label, std::vector<std::string> dimensions, bool is_data = true) {
    CubeVariable made;
    made.name = std::move(name);
    made.description = std::move(label);
    made.dimensions = std::move(dimensions);
    made.is_data = is_data;
    return made;
}

/// tas along time, and a mask that does not change.
Cube cube() {
    Cube made;
    made.dimensions.resize(2);
    made.dimensions[0].name = "x";
    made.dimensions[1].name = "time";
    made.dimensions[1].kind = DimensionKind::temporal;
    made.dimensions[1].step = "P1M";
    made.variables = {variable("x_bnds", "", {"x"}, false), variable("mask", "Land mask", {"x"}),
                      variable("one", "A number", {}), variable("tas", "AIR TEMPERATURE", {"time", "x"})};
    made.variables.back().unit = "K";
    return made;
}

ItemPlan plan(const std::string& id, Description description = {}) {
    ItemPlan made;
    made.id = id;
    made.cube = cube();
    made.time.interval = interval("2001-01-01T00:00:00Z", "2001-12-31T23:59:59Z");
    made.description = std::make_shared<const Description>(std::move(description));
    return made;
}

json::Value texts(const ItemPlan& item, const CollectionRule& rule) {
    json::Value properties = json::object();
    set_texts(properties, item, rule);
    return properties;
}

}  // namespace

TEST_CASE("main variables stand before constants, numbers and coordinates") {
    std::string order;
    const Cube some = cube();
    for (const RankedVariable& one : by_rank(some)) order += one.variable->name + ' ';
    CHECK(order == "tas mask one x_bnds ");
}

TEST_CASE("titles are made of variables, the files' title and the rest of the id") {
    Description titled;
    titled.title = "MPI-ESM output for CMIP6";
    CHECK(item_title(plan("CMIP.day.tas", titled), {}) == "Air Temperature, MPI-ESM output for CMIP6 (day)");
    CHECK(item_title(plan("station_1"), {}) == "Air Temperature (station 1)");
    titled.title = "Air temperature of the world";
    CHECK(item_title(plan("air_temperature", titled), {}) == "Air temperature of the world");
    ItemPlan nothing = plan("some.id");
    nothing.cube = {};
    CHECK(item_title(nothing, {}) == "some.id");
}

TEST_CASE("the configuration goes before the files") {
    Description titled;
    titled.title = "t";
    titled.license = "MIT";
    titled.keywords = {"k"};
    CollectionRule rule;
    rule.item_title = "mine";
    rule.license = "CC0-1.0";
    rule.keywords = {"own"};
    rule.providers = {{"Me", "", {"host"}, ""}};
    const ItemPlan item = plan("i", titled);
    CHECK(item_title(item, rule) == "mine");
    const json::Value said = texts(item, rule);
    CHECK(at(said, "/license") == "\"CC0-1.0\"");
    CHECK(at(said, "/keywords") == "[\"own\"]");
    CHECK(at(said, "/providers/0/name") == "\"Me\"");
}

TEST_CASE("all of it can be switched off") {
    CollectionRule rule;
    rule.from_files = {false, false, false, false, false, false, false, false};
    CHECK(item_title(plan("CMIP.day.tas"), rule) == "CMIP.day.tas");
    CHECK(json::write(texts(plan("i"), rule)) == "{}");
}

TEST_CASE("a description is told from the data where the files say nothing") {
    const json::Value said = texts(plan("i"), {});
    CHECK(at(said, "/description") ==
          "\"Air Temperature (tas, K), Land mask (mask) and A number (one). Monthly, from 2001-01-01 to 2001-12-31.\"");
    CHECK(at(said, "/keywords") == "[\"Air Temperature\"]");
    CHECK(at(said, "/license") == "absent");
}

TEST_CASE("lists of names") {
    CHECK(listed({}, 3).empty());
    CHECK(listed({"a"}, 3) == "a");
    CHECK(listed({"a", "b"}, 3) == "a and b");
    CHECK(listed({"a", "b", "c", "d"}, 2) == "a, b and 2 more");
}
