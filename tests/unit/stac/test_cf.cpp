// "cf:standard_name" of objects that are about one quantity.
#include <catch2/catch.hpp>

#include "builder/stac/extensions/cf.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

CubeVariable variable(const std::string& standard_name, const std::string& unit, bool is_data = true) {
    CubeVariable made;
    made.standard_name = standard_name;
    made.unit = unit;
    made.is_data = is_data;
    return made;
}

std::string quantity_of(std::vector<CubeVariable> variables) {
    Cube cube;
    cube.variables = std::move(variables);
    json::Value asset = json::object();
    extensions::add_quantity(asset, cube);
    return json::write(asset);
}

}  // namespace

TEST_CASE("an asset has the standard name of its data, where all of it has one") {
    CHECK(quantity_of({variable("air_temperature", "K")}) == R"({"cf:standard_name":"air_temperature","unit":"K"})");
    CHECK(quantity_of({variable("time", "s", false), variable("", "m"), variable("air_temperature", "")}) ==
          R"({"cf:standard_name":"air_temperature"})");
    CHECK(quantity_of({variable("air_temperature", "K"), variable("air_temperature", "degC")}) ==
          R"({"cf:standard_name":"air_temperature"})");
    CHECK(quantity_of({variable("air_temperature", "K"), variable("air_pressure", "Pa")}) == "{}");
    CHECK(quantity_of({variable("time", "s", false)}) == "{}");
    CHECK(quantity_of({}) == "{}");
}
