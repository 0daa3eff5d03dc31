#include "builder/records/variables.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace cairn::records {

namespace {

DimensionKind kind_named(std::string_view name) {
    if (name == "time") return DimensionKind::temporal;
    if (name == "lat" || name == "latitude") return DimensionKind::latitude;
    if (name == "lon" || name == "longitude") return DimensionKind::longitude;
    return DimensionKind::other;
}

CubeDimension dimension_named(const std::string& name, const Granule& granule) {
    CubeDimension dimension;
    dimension.name = name;
    dimension.kind = kind_named(name);
    const std::optional<Box>& box = granule.footprint.box;
    if (!box) return dimension;
    const auto [west, south, east, north] = bbox_of(*box);
    if (dimension.kind == DimensionKind::latitude) {
        dimension.minimum = south;
        dimension.maximum = north;
    } else if (dimension.kind == DimensionKind::longitude) {
        dimension.minimum = west;
        dimension.maximum = west > east ? east + 360 : east;
    }
    return dimension;
}

std::vector<std::string> shown_dimensions(const Granule& granule) {
    std::vector<std::string> names;
    if (granule.time.interval) names.emplace_back("time");
    if (granule.footprint.box) names.insert(names.end(), {"latitude", "longitude"});
    return names;
}

CubeVariable variable_of(const json::Value& value, const std::vector<std::string>& shown) {
    CubeVariable variable;
    variable.dimensions = shown;
    if (value.IsString()) {
        variable.name = json::view(value);
        return variable;
    }
    variable.name = json::member_text(value, "name");
    variable.standard_name = json::member_text(value, "standard_name");
    variable.description = json::member_text(value, "long_name");
    variable.unit = json::member_text(value, "unit");
    variable.data_type = json::member_text(value, "data_type");
    variable.cell_methods = json::member_text(value, "cell_methods");
    if (const json::Value* dimensions = json::find(value, "dimensions")) {
        variable.dimensions.clear();
        for (const json::Value& name : dimensions->GetArray()) variable.dimensions.emplace_back(json::view(name));
    }
    return variable;
}

}  // namespace

std::shared_ptr<const Cube> stated_cube(const json::Value& record, const Granule& granule) {
    const json::Value* variables = json::find(record, "variables");
    if (variables == nullptr) return nullptr;
    auto cube = std::make_shared<Cube>();
    const std::vector<std::string> shown = shown_dimensions(granule);
    for (const json::Value& value : variables->GetArray()) {
        CubeVariable variable = variable_of(value, shown);
        if (std::ranges::find(cube->variables, variable.name, &CubeVariable::name) != cube->variables.end()) continue;
        for (const std::string& name : variable.dimensions) {
            if (std::ranges::find(cube->dimensions, name, &CubeDimension::name) == cube->dimensions.end())
                cube->dimensions.push_back(dimension_named(name, granule));
        }
        cube->variables.push_back(std::move(variable));
    }
    return cube;
}

std::vector<TemporalExtent> temporal_extents(const Cube& cube, const TimeCoverage& time) {
    std::vector<TemporalExtent> extents;
    for (std::uint32_t i = 0; i < cube.dimensions.size(); ++i) {
        if (cube.dimensions[i].kind == DimensionKind::temporal) extents.push_back({i, time.interval});
    }
    return extents;
}

}  // namespace cairn::records
