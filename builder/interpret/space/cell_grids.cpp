#include "builder/interpret/space/cell_grids.hpp"

#include <algorithm>

#include "builder/cf/words.hpp"
#include "builder/interpret/structured.hpp"

namespace cairn {

namespace {

const Variable& named(const Anatomy& anatomy, VariableId id) { return variable_of(anatomy.dataset(), id); }

bool has(const std::vector<DimensionId>& dimensions, DimensionId id) {
    return std::find(dimensions.begin(), dimensions.end(), id) != dimensions.end();
}

std::optional<CellGrid> by_mapping(const Anatomy& anatomy, VariableId data) {
    for (std::string& word : attribute_words(named(anatomy, data).attributes, "grid_mapping")) {
        if (word.back() == ':') word.pop_back();
        const auto id = anatomy.names().find(data.group, word);
        if (!id) continue;
        const std::string name = to_lower(text_attribute(named(anatomy, *id).attributes, "grid_mapping_name"));
        if (name == "healpix" || (name.empty() && to_lower(word) == "healpix"))
            return CellGrid{"healpix", named(anatomy, *id).attributes, std::nullopt, std::nullopt};
    }
    return std::nullopt;
}

/// The members of a JSON object that are texts or numbers.
std::vector<Attribute> attributes_of(const json::Value& object) {
    std::vector<Attribute> attributes;
    for (const auto& member : object.GetObject()) {
        const std::string name(json::view(member.name));
        if (member.value.IsString()) {
            attributes.push_back(
                {name, Type::character, std::vector<std::string>{std::string(json::view(member.value))}});
        } else if (member.value.IsNumber()) {
            attributes.push_back({name, Type::float64, std::vector<double>{member.value.GetDouble()}});
        }
    }
    return attributes;
}

std::optional<CellGrid> in_convention(const Anatomy& anatomy, VariableId data, const std::vector<Attribute>& stated) {
    if (find_attribute(stated, "dggs") == nullptr) return std::nullopt;
    const json::Value object = structured_attribute(stated, "dggs");
    if (!object.IsObject()) return std::nullopt;
    CellGrid grid;
    grid.attributes = attributes_of(object);
    grid.name = to_lower(text_attribute(grid.attributes, "name"));
    if (grid.name.empty()) return std::nullopt;
    const std::string dimension_name = text_attribute(grid.attributes, "spatial_dimension");
    for (const DimensionId id : named(anatomy, data).dimensions) {
        if (dimension(anatomy.dataset(), id).name == dimension_name) grid.dimension = id;
    }
    if (!dimension_name.empty() && !grid.dimension) return std::nullopt;
    const std::string coordinate = text_attribute(grid.attributes, "coordinate");
    if (!coordinate.empty()) grid.index = anatomy.names().find(data.group, coordinate);
    return grid;
}

std::optional<CellGrid> by_attribute(const Anatomy& anatomy, VariableId data) {
    if (auto grid = in_convention(anatomy, data, named(anatomy, data).attributes)) return grid;
    std::uint32_t group = data.group;
    for (;;) {
        if (auto grid = in_convention(anatomy, data, anatomy.dataset().groups[group].attributes)) return grid;
        const std::uint32_t parent = anatomy.dataset().groups[group].parent;
        if (parent >= group) return std::nullopt;
        group = parent;
    }
}

/// xdggs puts the grid on the coordinate of its cells.
std::optional<CellGrid> by_coordinate(const Anatomy& anatomy, VariableId data) {
    if (!anatomy.has_cell_numbers()) return std::nullopt;
    for (const VariableId id : anatomy.variables()) {
        const Variable& variable = named(anatomy, id);
        if (variable.dimensions.size() != 1 || !has(named(anatomy, data).dimensions, variable.dimensions.front()))
            continue;
        const std::string name = to_lower(text_attribute(variable.attributes, "grid_name"));
        if (!name.empty()) return CellGrid{name, variable.attributes, id, variable.dimensions.front()};
    }
    return std::nullopt;
}

}  // namespace

std::optional<CellGrid> cell_grid_of(const Anatomy& anatomy, VariableId data) {
    if (auto grid = by_mapping(anatomy, data)) return grid;
    if (auto grid = by_attribute(anatomy, data)) return grid;
    return by_coordinate(anatomy, data);
}

}  // namespace cairn
