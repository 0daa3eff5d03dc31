#include <algorithm>
#include <catch2/catch.hpp>

#include "builder/group/collection_cube.hpp"
#include "builder/group/common_description.hpp"
#include "entries.hpp"

using namespace cairn;

namespace {

CubeDimension dimension(std::string name, DimensionKind kind, double least, double greatest, std::string unit = {}) {
    CubeDimension made;
    made.name = std::move(name);
    made.kind = kind;
    made.minimum = least;
    made.maximum = greatest;
    made.unit = std::move(unit);
    return made;
}

CubeVariable variable(std::string name, std::vector<std::string> dimensions) {
    CubeVariable made;
    made.name = std::move(name);
    made.dimensions = std::move(dimensions);
    return made;
}

ItemPlan plan(std::vector<CubeDimension> dimensions, std::vector<CubeVariable> variables) {
    ItemPlan made;
    made.cube = {std::move(dimensions), std::move(variables)};
    return made;
}

std::string names(const Cube& cube) {
    std::string text;
    for (const CubeDimension& one : cube.dimensions) text += one.name + ' ';
    for (const CubeVariable& one : cube.variables) {
        text += "| " + one.name;
        for (const std::string& name : one.dimensions) text += ' ' + name;
        text += ' ';
    }
    return text;
}

const CubeDimension k_lat = dimension("lat", DimensionKind::latitude, -90, 90);
const CubeDimension k_lon = dimension("lon", DimensionKind::longitude, 0, 359);

}  // namespace

TEST_CASE("equal cubes keep their order") {
    CollectionCube cube;
    for (int i = 0; i < 3; ++i)
        cube.add(plan({k_lon, k_lat}, {variable("tas", {"lat", "lon"}), variable("pr", {"lat"})}));
    CHECK(names(*cube.cube()) == "lon lat | tas lat lon | pr lat ");
}

TEST_CASE("a collection without any cube has none") {
    CollectionCube cube;
    cube.add(plan({}, {}));
    CHECK_FALSE(cube.cube());
}

TEST_CASE("unlike cubes are united by name, whatever their order") {
    std::vector<ItemPlan> plans;
    plans.push_back(plan({k_lat, k_lon}, {variable("tas", {"lat", "lon"})}));
    plans.push_back(
        plan({k_lat, dimension("level", DimensionKind::vertical, 1, 9, "m")}, {variable("ta", {"level", "lat"})}));
    plans.push_back(plan({dimension("level", DimensionKind::vertical, 100, 900, "hPa")}, {variable("ta", {"level"})}));
    plans.push_back(plan({dimension("lon", DimensionKind::other, 5, 6)}, {}));
    std::vector<int> order{0, 1, 2, 3};
    do {
        CollectionCube united;
        for (const int i : order) united.add(plans[static_cast<std::size_t>(i)]);
        const Cube cube = *united.cube();
        CHECK(names(cube) == "lat level lon | ta level | tas lat lon ");
        CHECK(cube.dimensions[0].maximum == 90);
        CHECK_FALSE(cube.dimensions[1].maximum);  // metres and hectopascals
        CHECK(cube.dimensions[1].unit.empty());
        CHECK(cube.dimensions[2].kind == DimensionKind::other);
        CHECK_FALSE(cube.dimensions[2].minimum);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("files agree on what all of them say") {
    const auto described = [](std::string title, std::string license) {
        Description made;
        made.title = std::move(title);
        made.license = std::move(license);
        made.keywords = {made.title.empty() ? "x" : "a", "b"};
        sort_lists(made);
        return std::make_shared<const Description>(made);
    };
    const auto first = described("t", "MIT");
    CommonDescription same;
    for (int i = 0; i < 3; ++i) same.add(first);
    CHECK(same.take() == first);  // shared, not copied
    CommonDescription differ;
    differ.add(first);
    differ.add(described("t", "CC0-1.0"));
    differ.add(described("", "CC0-1.0"));
    const auto common = differ.take();
    REQUIRE(common);
    CHECK(common->title.empty());
    CHECK(common->license.empty());
    CHECK(common->keywords == std::vector<std::string>{"b"});
    CommonDescription silent;
    silent.add(first);
    silent.add(std::shared_ptr<const Description>());
    CHECK(silent.take() == nullptr);
}

TEST_CASE("what is not wanted of files is left out") {
    Description made;
    made.title = "t";
    made.license = "MIT";
    const auto all = std::make_shared<const Description>(made);
    CHECK(wanted(all, {}) == all);
    FromFiles none;
    none.title = false;
    CHECK(wanted(all, none)->title.empty());
    CHECK(wanted(all, none)->license == "MIT");
    CHECK(wanted(nullptr, none) == nullptr);
}
