#include "builder/interpret/space/grid_mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "builder/cf/words.hpp"
#include "builder/interpret/space/mapping_parameters.hpp"

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

std::string epsg_of(const Attributes& attributes) {
    for (const char* name : {"proj:code", "proj:epsg", "epsg_code", "epsg", "EPSG_code", "EPSG", "spatial_epsg",
                             "horizontal_CRS_code", "srid"}) {
        const Attribute* attribute = find_attribute(attributes, name);
        if (attribute == nullptr) continue;
        std::string text = text_attribute(attributes, name);
        // "EPSG:32632", "urn:ogc:def:crs:EPSG::3411"
        if (to_lower(text).find("epsg:") != std::string::npos) text.erase(0, text.rfind(':') + 1);
        if (text.empty()) {
            const std::vector<double> numbers = attribute_numbers(attributes, name);
            if (numbers.size() == 1 && numbers[0] == std::floor(numbers[0])) text = fmt::format("{:.0f}", numbers[0]);
        }
        const bool is_number = !text.empty() && text.size() <= 9 &&
                               std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (is_number) return "EPSG:" + text;
    }
    return {};
}

/// A text that is a WKT or a PROJJSON: PROJ strings and names of files are not taken from files.
std::string system_text(const Attributes& attributes) {
    for (const char* name : {"crs_wkt", "spatial_ref", "proj:wkt2", "proj:projjson", "esri_pe_string", "WKT", "crs"}) {
        const std::string text = text_or_json(attributes, name);
        const std::size_t bracket = text.find_first_of("[({\"'+/");
        const bool is_wkt =
            bracket != std::string::npos && bracket > 3 && (text[bracket] == '[' || text[bracket] == '(');
        if (is_wkt || text.starts_with('{')) return text;
    }
    return {};
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

void read_transform(const Attributes& attributes, GridMapping& mapping) {
    const auto finite = [](const std::vector<double>& numbers) {
        return std::all_of(numbers.begin(), numbers.end(), [](double number) { return std::isfinite(number); });
    };
    for (const char* name : {"proj:transform", "spatial:transform"}) {
        std::vector<double> numbers = numbers_in(attributes, name);
        if (mapping.transform.empty() && numbers.size() >= 6 && finite(numbers)) {
            numbers.resize(6);
            mapping.transform = std::move(numbers);
        }
    }
    for (const char* name : {"GeoTransform", "geotransform"}) {  // origin x, width, row rotation, origin y, ...
        const std::vector<double> g = numbers_in(attributes, name);
        if (mapping.transform.empty() && g.size() == 6 && finite(g)) {
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
}

void read_statement(const Attributes& attributes, GridMapping& mapping) {
    if (mapping.stated.empty()) mapping.stated = system_text(attributes);
    if (mapping.stated.empty()) mapping.stated = epsg_of(attributes);
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
    read_statement(attributes, mapping);
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
        read_statement(attributes, by_attributes);
        if (was_empty && !by_attributes.stated.empty()) by_attributes.name = std::move(name);
    };
    read(variable_of(dataset, request.data).attributes, "attributes of " + qualified_name(dataset, request.data));
    const bool has_own_transform = !by_attributes.transform.empty();
    std::uint32_t group = request.data.group;
    for (std::size_t level = 0; level < k_most_levels; ++level) {
        read(dataset.groups[group].attributes,
             group == 0 ? "global attributes" : "attributes of " + dataset.groups[group].path);
        if (group == 0 || dataset.groups[group].parent >= group) break;
        group = dataset.groups[group].parent;
    }
    // The transform of a group is that of some of its arrays: which, only a shape says.
    if (!by_attributes.shape && !has_own_transform) by_attributes.transform.clear();
    if (mappings.empty() && !by_attributes.stated.empty()) {
        mappings.push_back(std::move(by_attributes));
    } else if (mappings.empty()) {
        add_customary_mapping(anatomy, request, mappings);
    } else if (mappings.size() == 1) {
        if (mappings[0].transform.empty()) mappings[0].transform = by_attributes.transform;
        if (!mappings[0].shape) mappings[0].shape = by_attributes.shape;
    }
    return mappings;
}

}  // namespace cairn
