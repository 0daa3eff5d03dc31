#include "builder/interpret/space/grid_mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "builder/cf/words.hpp"
#include "builder/interpret/numbers.hpp"
#include "builder/interpret/space/level_layout.hpp"
#include "builder/interpret/space/mapping_parameters.hpp"
#include "builder/interpret/structured.hpp"

namespace cairn {

namespace {

using Attributes = std::vector<Attribute>;

constexpr std::size_t k_most_mappings = 8;
constexpr std::size_t k_most_levels = 32;  ///< of groups around a variable that are asked

/// The attribute is a text, or a structure in a Zarr store (PROJJSON, lists of numbers of two kinds).
std::string text_or_json(const Attributes& attributes, std::string_view name) {
    const Attribute* attribute = find_attribute(attributes, name);
    if (attribute == nullptr) return {};
    return text_attribute({{attribute->name, Type::character, attribute->values}}, attribute->name);
}

/// The attribute is numeric, or a text of numbers: "440720 60 0 ...", "[10.0, 0, ...]".
std::vector<double> numbers_in(const Attributes& attributes, std::string_view name) {
    std::vector<double> numbers = attribute_numbers(attributes, name);
    if (numbers.size() > 1) return numbers;
    numbers.clear();
    std::string text = text_or_json(attributes, name);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '[' || c == ']' || c == ','; }, ' ');
    for (const std::string& word : words_of(text)) {
        const std::vector<double> value =
            attribute_numbers({{"", Type::character, std::vector<std::string>{word}}}, "");
        if (value.empty()) return {};
        numbers.push_back(value.front());
    }
    return numbers;
}

/// A list of texts, also as a structure of a Zarr store.
std::vector<std::string> names_in(const Attributes& attributes, std::string_view name) {
    const Attribute* attribute = find_attribute(attributes, name);
    if (attribute == nullptr) return {};
    if (attribute->type != Type::json) return attribute_words(attributes, name);
    std::vector<std::string> names;
    const json::Value list = structured_attribute(attributes, name);
    if (!list.IsArray()) return names;
    for (const json::Value& value : list.GetArray()) {
        if (value.IsString() && names.size() < 8) names.emplace_back(json::view(value));
    }
    return names;
}

bool are_finite(const std::vector<double>& numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [](double number) { return std::isfinite(number); });
}

/// Where centres are counted (spatial:registration "node"), the corner lies half a cell before.
void shift_to_corner(std::vector<double>& transform) {
    transform[2] -= (transform[0] + transform[1]) / 2;
    transform[5] -= (transform[3] + transform[4]) / 2;
}

void read_transform(const Attributes& attributes, GridMapping& mapping) {
    const bool is_of_nodes = to_lower(text_attribute(attributes, "spatial:registration")) == "node";
    for (const char* name : {"proj:transform", "spatial:transform"}) {
        std::vector<double> numbers = numbers_in(attributes, name);
        if (!mapping.transform.empty() || numbers.size() < 6 || !are_finite(numbers)) continue;
        numbers.resize(6);
        if (is_of_nodes && std::string_view(name).starts_with("spatial")) shift_to_corner(numbers);
        mapping.transform = std::move(numbers);
    }
    for (const char* name : {"GeoTransform", "geotransform"}) {  // origin x, width, row rotation, origin y, ...
        const std::vector<double> g = numbers_in(attributes, name);
        if (mapping.transform.empty() && g.size() == 6 && are_finite(g)) {
            mapping.transform = {g[1], g[2], g[0], g[4], g[5], g[3]};
        }
    }
    for (const char* name : {"proj:shape", "spatial:shape"}) {
        const std::vector<double> shape = numbers_in(attributes, name);
        const auto is_size = [](double number) { return number >= 1 && number < 1e9; };
        if (!mapping.shape && shape.size() == 2 && is_size(shape[0]) && is_size(shape[1])) {
            mapping.shape = {static_cast<std::uint64_t>(shape[0]), static_cast<std::uint64_t>(shape[1])};
        }
    }
    const std::vector<double> bbox = numbers_in(attributes, "spatial:bbox");
    if (!mapping.bbox && bbox.size() == 4 && are_finite(bbox) && bbox[0] < bbox[2] && bbox[1] < bbox[3]) {
        mapping.bbox = {bbox[0], bbox[1], bbox[2], bbox[3]};
        mapping.is_of_nodes = is_of_nodes;
    }
    if (mapping.dimensions.empty()) mapping.dimensions = names_in(attributes, "spatial:dimensions");
}

/// The nearest that says anything counts: attributes of the whole may be of other grids.
void read_statement(const Attributes& attributes, std::string_view owner, GridMapping& mapping) {
    if (mapping.stated.empty()) mapping.stated = system_statements(attributes, owner);
    read_transform(attributes, mapping);
}

GridMapping mapping_in(const Anatomy& anatomy, std::uint32_t group, const std::string& name, double to_metre) {
    GridMapping mapping;
    mapping.name = name;
    const auto container = anatomy.names().find(group, name);
    if (!container) {
        mapping.problem = fmt::format("grid mapping '{}' is not in the dataset", name);
        return mapping;
    }
    const Attributes& attributes = variable_of(anatomy.dataset(), *container).attributes;
    mapping.cf_name = to_lower(text_attribute(attributes, "grid_mapping_name"));
    read_statement(attributes, fmt::format("'{}'", name), mapping);
    if (!mapping.cf_name.empty()) read_parameters(attributes, to_metre, mapping);
    return mapping;
}

/// Tools leave the attribute out and keep a variable of a customary name. What it says of a transform may be of other
/// variables.
void add_customary_mapping(const Anatomy& anatomy, const GridMappingRequest& request,
                           std::vector<GridMapping>& mappings) {
    for (const char* name : {"spatial_ref", "crs"}) {
        if (!mappings.empty() || !anatomy.names().find(request.data.group, name)) continue;
        GridMapping mapping = mapping_in(anatomy, request.data.group, name, request.to_metre);
        mapping.transform.clear();
        if (!mapping.stated.empty() || !mapping.parameters.empty()) mappings.push_back(std::move(mapping));
    }
}

/// rioxarray and stackstac keep the code in a scalar coordinate.
void add_epsg_coordinate(const Anatomy& anatomy, VariableId data, GridMapping& mapping) {
    for (const char* name : {"epsg", "proj:epsg"}) {
        const auto id = anatomy.names().find(data.group, name);
        if (!id || *id == data || !variable_of(anatomy.dataset(), *id).dimensions.empty()) continue;
        const Numbers numbers = numbers_of(variable_of(anatomy.dataset(), *id), nullptr, Float32As::exact);
        if (numbers.values.size() != 1 || !(numbers.values[0] >= 1) || numbers.values[0] > 1e6) continue;
        if (mapping.stated.empty()) mapping.name = fmt::format("coordinate {}", name);
        const std::string code = fmt::format("EPSG:{:.0f}", numbers.values[0]);
        const bool is_known = std::any_of(mapping.stated.begin(), mapping.stated.end(),
                                          [&](const SystemStatement& other) { return other.definition == code; });
        if (!is_known) mapping.stated.push_back({code, fmt::format("the coordinate '{}'", name)});
    }
}

/// A level of a pyramid has its transform and shape in the `layout` of the group around it.
bool read_level(const Dataset& dataset, VariableId data, GridMapping& mapping) {
    const Attributes attributes = level_attributes(dataset, data.group);
    if (attributes.empty()) return false;
    const bool had_transform = !mapping.transform.empty();
    read_transform(attributes, mapping);
    return !had_transform && !mapping.transform.empty();
}

/// "crs: x y crs2: lat lon", or just "crs".
std::vector<GridMapping> named_mappings(const Anatomy& anatomy, const GridMappingRequest& request) {
    std::vector<GridMapping> mappings;
    for (std::string& word : attribute_words(variable_of(anatomy.dataset(), request.data).attributes, "grid_mapping")) {
        const bool is_key = word.back() == ':';
        if (is_key) word.pop_back();
        if (mappings.empty() || is_key) {
            if (mappings.size() == k_most_mappings) break;
            mappings.push_back(mapping_in(anatomy, request.data.group, word, request.to_metre));
        } else if (const auto id = anatomy.names().find(request.data.group, word)) {
            mappings.back().coordinates.push_back(*id);
        }
    }
    return mappings;
}

}  // namespace

std::vector<GridMapping> grid_mappings_of(const Anatomy& anatomy, const GridMappingRequest& request) {
    const Dataset& dataset = anatomy.dataset();
    std::vector<GridMapping> mappings = named_mappings(anatomy, request);
    GridMapping by_attributes;
    const auto read = [&](const Attributes& attributes, std::string name) {
        const bool was_empty = by_attributes.stated.empty();
        read_statement(attributes, name, by_attributes);
        if (was_empty && !by_attributes.stated.empty()) by_attributes.name = std::move(name);
    };
    read(variable_of(dataset, request.data).attributes, "attributes of " + qualified_name(dataset, request.data));
    add_epsg_coordinate(anatomy, request.data, by_attributes);
    const bool has_own_transform = !by_attributes.transform.empty();
    std::uint32_t group = request.data.group;
    const bool is_level = dataset.store && read_level(dataset, request.data, by_attributes);
    for (std::size_t level = 0; level < k_most_levels; ++level) {
        read(dataset.groups[group].attributes,
             group == 0 ? "global attributes" : "attributes of " + dataset.groups[group].path);
        if (group == 0 || dataset.groups[group].parent >= group) break;
        group = dataset.groups[group].parent;
    }
    // The transform of a group is that of some of its arrays: which, only a shape says.
    const bool is_of_own_group =
        find_attribute(dataset.groups[request.data.group].attributes, "spatial:transform") != nullptr &&
        !by_attributes.dimensions.empty();
    const bool has_known_transform = has_own_transform || is_level || is_of_own_group;
    if (!by_attributes.shape && !has_known_transform) by_attributes.transform.clear();
    if (mappings.empty() && !by_attributes.stated.empty()) {
        mappings.push_back(std::move(by_attributes));
    } else if (mappings.empty()) {
        add_customary_mapping(anatomy, request, mappings);
    } else if (mappings.size() == 1) {
        if (mappings[0].stated.empty() && mappings[0].parameters.empty()) mappings[0].stated = by_attributes.stated;
        if (!mappings[0].bbox) mappings[0].bbox = by_attributes.bbox;
        if (mappings[0].dimensions.empty()) mappings[0].dimensions = by_attributes.dimensions;
        if (mappings[0].transform.empty()) mappings[0].transform = by_attributes.transform;
        if (!mappings[0].shape) mappings[0].shape = by_attributes.shape;
    }
    return mappings;
}

}  // namespace cairn
