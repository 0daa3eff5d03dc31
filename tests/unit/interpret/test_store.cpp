// Stores: what they state about themselves, and which of their groups become assets.
#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "builder/interpret/stores/group_dataset.hpp"
#include "tests/unit/interpret/datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

Attribute structure(const std::string& name, const std::string& json) { return {name, Type::json, Texts{json}}; }

std::string stated(const std::string& properties) {
    auto build = monthly_means();
    build.global(structure("stac_discovery", R"({"properties":)" + properties + "}"));
    Dataset dataset = build.dataset();
    dataset.store = StoreTraits{};
    return interpret(dataset).granule.store()->stated_properties;
}

/// One band, at 10 and 20 in groups of their own; a band that only the coarser has.
Dataset pyramid() {
    DatasetBuilder build;
    build.group("/scene", 0).group("/scene/r20m", 1).group("/scene/r10m", 1);
    for (const auto& [group, size] : {std::pair{2U, 2U}, std::pair{3U, 4U}}) {
        build.dimension("y", size, group).dimension("x", size, group);
        build.variable("b02", {"y", "x"}, {text("long_name", "blue")}, {}, Type::uint16, group);
    }
    build.variable("b01", {"y", "x"}, {}, {}, Type::uint16, 2);
    return build.dataset();
}

std::vector<StoreGroup> groups_of(const std::string& multiscales) {
    Dataset dataset = pyramid();
    dataset.store = StoreTraits{};
    dataset.groups[1].attributes.push_back(structure("multiscales", multiscales));
    return interpret(dataset).granule.store()->groups;
}

const std::string k_layout = R"({"layout":[{"asset":"r10m"},{"asset":"r20m","derived_from":"r10m"}]})";

}  // namespace

TEST_CASE("properties that a store states, in the order of the table, without those that need another extension") {
    CHECK(
        stated(
            R"({"sat:orbit_state":"ascending","eo:cloud_cover":3.5,"instruments":["msi"],"platform":"a","gsd":10})") ==
        R"({"platform":"a","instruments":["msi"],"gsd":10,"eo:cloud_cover":3.5})");
    CHECK(stated(R"({"created":"2025-10-08T12:26:13Z","bands":[]})") == R"({"created":"2025-10-08T12:26:13Z"})");
    CHECK(stated("{}").empty());
}

TEST_CASE("a property that is not as STAC wants it is left out") {
    for (const char* wrong :
         {R"({"platform":""})", R"({"platform":1})", R"({"instruments":"msi"})", R"({"instruments":[]})",
          R"({"instruments":["msi",1]})", R"({"created":"yesterday"})", R"({"gsd":0})", R"({"gsd":"10"})",
          R"({"eo:cloud_cover":100.5})", R"({"eo:snow_cover":-1})", R"([])", R"("text")"}) {
        CAPTURE(wrong);
        CHECK(stated(wrong).empty());
    }
}

TEST_CASE("the levels of a multiscales group are one asset, finest first") {
    const auto groups = groups_of(k_layout);
    REQUIRE(groups.size() == 1);
    CHECK(groups[0].path == "scene");
    CHECK(groups[0].is_multiscale);
    CHECK(groups[0].levels == std::vector<std::string>{"r10m", "r20m"});
    REQUIRE(groups[0].bands.size() == 2);
    CHECK(groups[0].bands[0].name == "b01");
    CHECK(groups[0].bands[1].name == "b02");
}

TEST_CASE("levels that are not there leave the groups as they are") {
    for (const char* layout :
         {"{}", R"({"layout":[{"asset":"r5m"}]})", R"({"layout":[{"asset":"../r10m"}]})", "[]", "1"}) {
        CAPTURE(layout);
        const auto groups = groups_of(layout);
        REQUIRE(groups.size() == 2);
        CHECK(groups[0].path == "scene/r10m");
        CHECK(groups[1].levels.empty());
    }
}

TEST_CASE("a level outside the list stays an asset of its own") {
    const auto groups = groups_of(R"({"layout":[{"asset":"r10m"}]})");
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].levels == std::vector<std::string>{"r10m"});
    CHECK(groups[1].path == "scene/r20m");
}

TEST_CASE("a level that is an array of the group itself: the finest resolution beside groups of coarser ones") {
    for (const char* parent : {"/", "/scene"}) {
        CAPTURE(parent);
        DatasetBuilder build;
        const std::uint32_t own = parent == std::string("/") ? 0U : 1U;
        build.group(own == 0 ? "/half" : "/scene", 0);
        if (own == 1) build.group("/scene/half", 1);
        for (const auto& [group, size] : {std::pair{own, 8U}, std::pair{own + 1, 4U}}) {
            build.dimension("y", size, group).dimension("x", size, group);
            build.variable("ar", {"y", "x"}, {}, {}, Type::uint16, group);
        }
        Dataset dataset = build.dataset();
        dataset.store = StoreTraits{};
        dataset.groups[own].attributes.push_back(
            structure("multiscales", R"({"layout":[{"asset":"ar"},{"asset":"half"}]})"));
        const auto groups = interpret(dataset).granule.store()->groups;
        REQUIRE(groups.size() == 1);
        CHECK(groups[0].is_multiscale);
        CHECK(groups[0].levels.empty());
        CHECK(groups[0].cube->dimensions[0].size == 8);
    }
}

TEST_CASE("what is beside or below the levels is described, too") {
    Dataset dataset = pyramid();
    dataset.store = StoreTraits{};
    dataset.groups[1].attributes.push_back(structure("multiscales", k_layout));
    dataset.groups[1].variables.push_back({"own", Type::uint16, {}, {}, {}, {}});
    dataset.groups.push_back({"/scene/r10m/below", 3, {}, {{"deep", Type::uint16, {}, {}, {}, {}}}, {}});
    const auto groups = interpret(dataset).granule.store()->groups;
    REQUIRE(groups.size() == 2);
    CHECK(variable_named(*groups[0].cube, "own").name == "own");
    CHECK(groups[1].path == "scene/r10m/below");
}

// What stands around a group is many; what it inherits comes in the order in which it stands there.
TEST_CASE("a group inherits what it needs, in order, and nothing else") {
    DatasetBuilder build;
    build.dimension("nv", 2).dimension("x", 2).dimension("y", 2);
    build.variable("late_bounds", {"y", "nv"}, {}).variable("x", {"x"}, {text("bounds", "x_bounds")});
    build.variable("other", {"x"}, {}).variable("x_bounds", {"x", "nv"}, {});
    build.variable("crs", {}, {}).variable("y", {"y"}, {text("bounds", "late_bounds")}).variable("nv", {"nv"}, {});
    build.group("/a", 0).variable("tas", {"y", "x"}, {text("grid_mapping", "crs:")}, {}, Type::float32, 1);
    Inheritance left;
    const GroupDataset own = dataset_of_group(build.dataset(), Names(build.dataset()), 1, left);
    std::vector<std::string> names;
    for (const Variable& variable : own.dataset.groups.at(0).variables) names.push_back(variable.name);
    CHECK(names == std::vector<std::string>{"tas", "x", "x_bounds", "crs", "y", "nv", "late_bounds"});
}

TEST_CASE("a group inherits coordinates with their values, as long as there are not too many") {
    DatasetBuilder build;
    build.dimension("time", 3).variable("time", {"time"}, {text("units", "days since 2001-01-01")}, Doubles{0, 1, 2});
    build.group("/a", 0).variable("tas", {"time"}, {}, {}, Type::float32, 1);
    Inheritance left{5};
    const GroupDataset first = dataset_of_group(build.dataset(), Names(build.dataset()), 1, left);
    CHECK(first.own_variables == 1);
    CHECK(left.values_left == 2);
    REQUIRE(first.dataset.groups.at(0).variables.size() == 2);
    CHECK(size_of(first.dataset.groups[0].variables[1].values) == 3);
    const GroupDataset second = dataset_of_group(build.dataset(), Names(build.dataset()), 1, left);
    CHECK(left.values_left == 2);
    const Variable& time = second.dataset.groups.at(0).variables.at(1);
    CHECK(size_of(time.values) == 0);
    CHECK(time.values_missing_because == "too many groups of the store inherit coordinates as long as this one");
    CHECK(interpret(second.dataset).granule.time.reason.find("too many groups") != std::string::npos);
}

TEST_CASE("a group inherits the attributes around it, as long as all groups together do not copy too much") {
    DatasetBuilder build;
    build.global(text("title", "A store")).global(text("history", std::string(1000, 'x')));
    build.group("/a", 0).variable("tas", {}, {}, {}, Type::float32, 1);
    Inheritance left{0, 1500};
    const GroupDataset first = dataset_of_group(build.dataset(), Names(build.dataset()), 1, left);
    CHECK_FALSE(first.lacks_attributes);
    CHECK(text_attribute(first.dataset.groups.at(0).attributes, "title") == "A store");
    CHECK(left.attribute_bytes_left < 500);
    const GroupDataset second = dataset_of_group(build.dataset(), Names(build.dataset()), 1, left);
    CHECK(second.lacks_attributes);
    CHECK(second.dataset.groups.at(0).attributes.empty());
}
