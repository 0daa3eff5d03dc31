#include "builder/interpret/space/grid_axes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "builder/cf/words.hpp"
#include "builder/interpret/space/grid_mapping.hpp"

namespace cairn {

namespace {

bool is_x(Axis axis) { return axis == Axis::projected_x || axis == Axis::rotated_longitude; }
bool is_y(Axis axis) { return axis == Axis::projected_y || axis == Axis::rotated_latitude; }

/// Axes that are not called like their dimension: xgrid(x), listed by the variable (NSIDC).
void find_listed_plane_axes(const Anatomy& anatomy, VariableId data, Grid& grid) {
    const std::vector<DimensionId>& dimensions = variable_of(anatomy.dataset(), data).dimensions;
    for (const VariableId id : anatomy.listed_coordinates(data)) {
        const std::vector<DimensionId>& own = variable_of(anatomy.dataset(), id).dimensions;
        if (own.size() != 1 || std::find(dimensions.begin(), dimensions.end(), own.front()) == dimensions.end())
            continue;
        const Axis axis = anatomy.part(id).meaning.axis;
        if (is_x(axis) && !grid.x) grid.x = id;
        if (is_y(axis) && !grid.y) grid.y = id;
    }
    const bool share_a_dimension =
        grid.x && grid.y &&
        variable_of(anatomy.dataset(), *grid.x).dimensions == variable_of(anatomy.dataset(), *grid.y).dimensions;
    if (share_a_dimension) grid.x = grid.y = std::nullopt;  // points, no rectangle
}

}  // namespace

void find_plane_axes(const Anatomy& anatomy, VariableId data, Grid& grid) {
    std::optional<VariableId> named_x;
    std::optional<VariableId> named_y;
    for (const DimensionId dimension : variable_of(anatomy.dataset(), data).dimensions) {
        const auto id = anatomy.coordinate_variable(data.group, dimension);
        if (!id) continue;
        const Axis axis = anatomy.part(*id).meaning.axis;
        if (is_x(axis) && !grid.x) grid.x = id;
        if (is_y(axis) && !grid.y) grid.y = id;
        if (axis != Axis::none) continue;
        const Variable& variable = variable_of(anatomy.dataset(), *id);
        const std::string name = to_lower(variable.name);
        const std::string attribute = to_lower(text_attribute(variable.attributes, "axis"));
        if (name == "x" || attribute == "x") named_x = id;
        if (name == "y" || attribute == "y") named_y = id;
    }
    if (!grid.x || !grid.y) find_listed_plane_axes(anatomy, data, grid);
    if (grid.x && grid.y) return;
    if (named_x && named_y && !grid_mappings_of(anatomy, {data, 1}).empty()) {
        grid.x = named_x;
        grid.y = named_y;
    } else {
        grid.x = grid.y = std::nullopt;
    }
}

namespace {

/// Rows and columns: the dimensions that spatial:dimensions names, else the last two.
std::optional<std::array<std::uint64_t, 2>> rows_and_columns(const Anatomy& anatomy, VariableId data,
                                                             const std::vector<std::string>& names) {
    const std::vector<DimensionId>& dimensions = variable_of(anatomy.dataset(), data).dimensions;
    if (dimensions.size() < 2) return std::nullopt;
    std::array<std::uint64_t, 2> shape{dimension(anatomy.dataset(), dimensions[dimensions.size() - 2]).size,
                                       dimension(anatomy.dataset(), dimensions.back()).size};
    if (names.size() != 2) return shape;
    std::array<std::optional<std::uint64_t>, 2> named;
    for (const DimensionId id : dimensions) {
        for (std::size_t i = 0; i < 2; ++i) {
            if (dimension(anatomy.dataset(), id).name == names[i]) named[i] = dimension(anatomy.dataset(), id).size;
        }
    }
    if (named[0] && named[1]) shape = {*named[0], *named[1]};
    return shape;
}

}  // namespace

void find_transformed_rows(const Anatomy& anatomy, VariableId data, Grid& grid) {
    if (variable_of(anatomy.dataset(), data).dimensions.size() < 2) return;
    const std::vector<GridMapping> mappings = grid_mappings_of(anatomy, {data, 1});
    if (mappings.size() != 1 || (mappings.front().transform.empty() && !mappings.front().bbox)) return;
    const GridMapping& mapping = mappings.front();
    const auto shape = rows_and_columns(anatomy, data, mapping.dimensions);
    if (shape && (!mapping.shape || *mapping.shape == *shape || mapping.bbox)) grid.shape = *shape;
}

std::optional<Grid> geometry_of_data(const Anatomy& anatomy, VariableId data) {
    const std::string name = text_attribute(variable_of(anatomy.dataset(), data).attributes, "geometry");
    const auto container = name.empty() ? std::nullopt : anatomy.names().find(data.group, name);
    if (!container) return std::nullopt;
    const Variable& variable = variable_of(anatomy.dataset(), *container);
    if (find_attribute(variable.attributes, "node_coordinates") == nullptr) return std::nullopt;
    Grid grid;
    grid.kind = GridKind::geometry;
    grid.data = data;
    grid.cells = container;
    grid.description = fmt::format("geometries '{}' ({})", qualified_name(anatomy.dataset(), *container),
                                   text_attribute(variable.attributes, "geometry_type"));
    return grid;
}

void find_mesh_coordinates(const Anatomy& anatomy, VariableId data, const std::string& mesh, Grid& grid) {
    const auto topology = anatomy.names().find(data.group, mesh);
    if (!topology) return;
    std::string location = to_lower(text_attribute(variable_of(anatomy.dataset(), data).attributes, "location"));
    if (location != "node" && location != "edge") location = "face";
    for (const std::string& which : {location, std::string("node")}) {
        std::optional<VariableId> latitude;
        std::optional<VariableId> longitude;
        std::optional<VariableId> y;
        std::optional<VariableId> x;
        const std::vector<Attribute>& attributes = variable_of(anatomy.dataset(), *topology).attributes;
        for (const std::string& word : attribute_words(attributes, which + "_coordinates")) {
            const auto id = anatomy.names().find(topology->group, word);
            if (!id) continue;
            const Axis axis = anatomy.part(*id).meaning.axis;
            if (axis == Axis::latitude) latitude = id;
            if (axis == Axis::longitude) longitude = id;
            if (axis == Axis::projected_y) y = id;
            if (axis == Axis::projected_x) x = id;
        }
        grid.is_projected = !(latitude && longitude) && y && x;
        if (grid.is_projected) {
            latitude = y;
            longitude = x;
        }
        if (!latitude || !longitude) continue;
        grid.latitude = latitude;
        grid.longitude = longitude;
        return;
    }
}

}  // namespace cairn
