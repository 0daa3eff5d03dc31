#include <algorithm>
#include <catch2/catch.hpp>

#include "builder/cf/coordinates.hpp"

using namespace cairn;

namespace {

Attribute text(std::string name, std::string value) {
    return {std::move(name), Type::character, std::vector<std::string>{std::move(value)}};
}

Variable variable(std::string name, std::vector<DimensionId> dimensions, std::vector<Attribute> attributes = {}) {
    return {std::move(name), Type::float64, std::move(dimensions), std::move(attributes), {}, {}};
}

/// tas(time, y, x) with coordinates lat and lon; group /a with b(x), group /a/c.
Dataset dataset() {
    Dataset result;
    Group root{"/", 0, {{"time", 2, true}, {"y", 3, false}, {"x", 4, false}}, {}, {}};
    root.variables = {variable("time", {{0, 0}}, {text("bounds", "time_bnds")}),
                      variable("time_bnds", {{0, 0}}),
                      variable("lat", {{0, 1}, {0, 2}}, {text("bounds", "lat_vertices")}),
                      variable("lon", {{0, 1}, {0, 2}}),
                      variable("lat_vertices", {{0, 1}, {0, 2}}),
                      variable("tas", {{0, 0}, {0, 1}, {0, 2}}, {text("coordinates", "lat  lon\tnowhere")}),
                      variable("pr", {{0, 0}, {0, 1}, {0, 2}}, {text("bounds", "tas")})};
    Group a{"/a", 0, {{"b", 4, false}}, {variable("b", {{1, 0}}), variable("lat", {{1, 0}})}, {}};
    Group c{"/a/c", 1, {}, {variable("d", {{1, 0}})}, {}};
    result.groups = {root, a, c};
    return result;
}

std::vector<std::string> read_of(const Dataset& from) {
    std::vector<std::string> names;
    for (const VariableId id : coordinates_to_read(from)) {
        const Group& group = from.groups[id.group];
        names.push_back((group.path == "/" ? "" : group.path) + "/" + group.variables[id.index].name);
    }
    return names;
}

bool is_read(const Dataset& from, const std::string& path) {
    const std::vector<std::string> names = read_of(from);
    return std::find(names.begin(), names.end(), path) != names.end();
}

const std::vector<std::string> k_base{"/time", "/time_bnds", "/lat", "/lon", "/lat_vertices", "/a/b", "/a/lat"};

}  // namespace

TEST_CASE("coordinates and their bounds are read, in order, and data is not") { CHECK(read_of(dataset()) == k_base); }

TEST_CASE("an attribute makes a variable a coordinate") {
    const std::vector<std::pair<std::string, std::string>> attributes{{"axis", "Z"},
                                                                      {"_CoordinateAxisType", "Height"},
                                                                      {"standard_name", "latitude"},
                                                                      {"standard_name", "longitude"},
                                                                      {"standard_name", "time"},
                                                                      {"units", "degrees_north"},
                                                                      {"units", " degreeE "},
                                                                      {"units", "hours since 1900-1-1"}};
    for (const auto& [name, value] : attributes) {
        INFO(name << " = " << value);
        Dataset with = dataset();
        with.groups[0].variables[6].attributes.push_back(text(name, value));
        CHECK(is_read(with, "/pr"));
        CHECK(is_read(with, "/tas"));  // now that pr is a coordinate, its bounds count
    }
}

TEST_CASE("other attributes do not") {
    const std::vector<std::pair<std::string, std::string>> attributes{{"standard_name", "air_temperature"},
                                                                      {"units", "degrees"},
                                                                      {"units", "K"},
                                                                      {"units", "since"},
                                                                      {"ancillary_variables", "pr"}};
    for (const auto& [name, value] : attributes) {
        INFO(name << " = " << value);
        Dataset with = dataset();
        with.groups[0].variables[6].attributes.push_back(text(name, value));
        CHECK_FALSE(is_read(with, "/pr"));
    }
}

TEST_CASE("what climatology and edges name is read") {
    const std::string name = GENERATE("climatology", "edges", "bounds");
    Dataset with = dataset();
    with.groups[0].variables[3].attributes.push_back(text(name, "pr"));
    CHECK(is_read(with, "/pr"));
}

TEST_CASE("what the dataset's own coordinates attribute names is read") {
    Dataset with = dataset();
    with.groups[0].attributes.push_back(text("coordinates", "pr"));
    CHECK(is_read(with, "/pr"));
}

TEST_CASE("a coordinates attribute that is not text names nothing") {
    Dataset with = dataset();
    with.groups[0].variables[3].name = "x_of_cells";  // a name that says nothing
    with.groups[0].variables[5].attributes[0] = text("coordinates", "x_of_cells");
    CHECK(is_read(with, "/x_of_cells"));
    with.groups[0].variables[5].attributes[0].values = std::vector<double>{1};
    CHECK_FALSE(is_read(with, "/x_of_cells"));
}

TEST_CASE("a list of strings names as many") {
    Dataset with = dataset();
    with.groups[0].variables[5].attributes[0] = {"coordinates", Type::string, std::vector<std::string>{"pr", "lon"}};
    CHECK(is_read(with, "/pr"));
    CHECK(is_read(with, "/lon"));
}

TEST_CASE("names resolve in the nearest group") {
    const Dataset from = dataset();
    CHECK(find_variable(from, 0, "lat") == VariableId{0, 2});
    CHECK(find_variable(from, 1, "lat") == VariableId{1, 1});
    CHECK(find_variable(from, 2, "lat") == VariableId{1, 1});
    CHECK(find_variable(from, 2, "lon") == VariableId{0, 3});
    CHECK(find_variable(from, 2, "/lat") == VariableId{0, 2});
    CHECK(find_variable(from, 0, "a/b") == VariableId{1, 0});
    CHECK(find_variable(from, 0, "/a/c/d") == VariableId{2, 0});
    CHECK(find_variable(from, 1, "c/d") == VariableId{2, 0});
    CHECK(find_variable(from, 2, "a/b") == VariableId{1, 0});
    CHECK(find_variable(from, 2, "../b") == VariableId{1, 0});
    CHECK(find_variable(from, 2, "../../../lat") == VariableId{0, 2});
}

TEST_CASE("names of nothing resolve to nothing") {
    const Dataset from = dataset();
    for (const std::string name : {"", "/", "b", "a", "/a", "a/", "//", "a/b/c", "nowhere", "/a/c/lat"}) {
        INFO(name);
        CHECK_FALSE(find_variable(from, 0, name));
    }
}
