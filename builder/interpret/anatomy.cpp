#include "builder/interpret/anatomy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "builder/cf/time_units.hpp"
#include "builder/cf/words.hpp"

namespace cairn {

namespace {

/// Attributes that name variables which serve others. A word that ends with ':' is a key ("area: areacella"), not a
/// name.
constexpr std::array<std::string_view, 14> k_servants{
    "grid_mapping",     "ancillary_variables", "cell_measures",    "formula_terms",          "geometry",
    "node_coordinates", "face_coordinates",    "edge_coordinates", "face_node_connectivity", "edge_node_connectivity",
    "node_count",       "part_node_count",     "interior_ring",    "face_face_connectivity"};

/// Attributes that make their own variable a servant: containers and indexes of CF (sections 5.6, 7.5, 9) and of UGRID.
constexpr std::array<std::string_view, 6> k_marks{"grid_mapping_name",  "cf_role",          "geometry_type",
                                                  "instance_dimension", "sample_dimension", "compress"};

/// Names looked at in one `coordinates` attribute; real ones have up to ten, and nothing bounds the others.
constexpr std::size_t k_most_listed = 64;

bool is_own_coordinate(const Dataset& dataset, const Variable& variable) {
    const std::size_t rank = variable.dimensions.size();
    const bool is_text = variable.type == Type::character;
    if (rank == 0 || rank > (is_text ? 2U : 1U)) return false;
    return dimension(dataset, variable.dimensions.front()).name == variable.name;
}

bool is_number(Type type) {
    return type != Type::character && type != Type::string && type != Type::json && type != Type::other;
}

std::vector<std::string> listed_by(const std::vector<Attribute>& attributes) {
    std::vector<std::string> names = attribute_words(attributes, "coordinates");
    names.resize(std::min(names.size(), k_most_listed));
    return names;
}

bool is_table_of_texts(const Variable& variable) {
    return variable.dimensions.size() > (variable.type == Type::character ? 2U : 1U);
}

/// Data may have the units and the standard name of a level, and of a time: only coordinates are then axes.
bool needs_to_be_coordinate(const VariablePart& part, const Variable& variable) {
    if (part.meaning.axis == Axis::vertical) return variable.dimensions.size() > 1;
    if (part.meaning.axis == Axis::time || part.meaning.axis == Axis::reference_time ||
        part.meaning.axis == Axis::lead_time) {
        return variable.dimensions.size() > 1 || part.meaning.source == AxisSource::units;
    }
    return false;
}

}  // namespace

Anatomy::Anatomy(const Dataset& dataset, const Policies& policies)
    : m_dataset(dataset),
      m_outline_tolerance_deg(policies.footprint_tolerance_deg),
      m_half_cells(policies.half_cells),
      m_names(dataset),
      m_parts(dataset.groups.size()) {
    for (std::uint32_t g = 0; g < dataset.groups.size(); ++g) {
        m_parts[g].resize(dataset.groups[g].variables.size());
        for (std::uint32_t i = 0; i < m_parts[g].size(); ++i) m_variables.push_back({g, i});
    }
    if (!dataset.groups.empty()) m_listed_for_all = listed_by(dataset.groups.front().attributes);
    for (const VariableId id : m_variables) follow_references(id);
    for (std::uint32_t g = 0; g < dataset.groups.size(); ++g) {
        for (const std::string& name : attribute_words(dataset.groups[g].attributes, "coordinates")) {
            if (const auto target = m_names.find(g, name)) part(*target).is_listed = true;
        }
    }
    for (const VariableId id : m_variables) find_meaning(id);
    for (std::uint32_t g = 0; g < dataset.groups.size(); ++g) guess_places(g);
    set_platforms_aside();
    adopt_times();
}

/// Stores of products hold variables called latitude and longitude without a unit: a pair on the same dimensions is
/// taken for what it is called, as a guess.
void Anatomy::guess_places(std::uint32_t group) {
    std::optional<VariableId> latitude;
    std::optional<VariableId> longitude;
    const std::vector<Variable>& variables = m_dataset.groups[group].variables;
    for (std::uint32_t i = 0; i < variables.size(); ++i) {
        const VariablePart& own = m_parts[group][i];
        const bool is_free = own.meaning.axis == Axis::none && !own.is_coordinate_variable && !own.is_bounds;
        if (!is_free || variables[i].dimensions.empty() || !is_number(variables[i].type)) continue;
        const std::string units = to_lower(text_attribute(variables[i].attributes, "units"));
        if (!units.empty() && !units.starts_with("deg") && !is_radians(units)) continue;
        const Axis axis = guess_by_name(variables[i]).axis;
        if (axis == Axis::latitude && !latitude) latitude = VariableId{group, i};
        if (axis == Axis::longitude && !longitude) longitude = VariableId{group, i};
    }
    if (!latitude || !longitude) return;
    if (variable_of(m_dataset, *latitude).dimensions != variable_of(m_dataset, *longitude).dimensions) return;
    for (const VariableId id : {*latitude, *longitude}) {
        part(id).meaning = guess_by_name(variable_of(m_dataset, id));
        part(id).is_data = false;
    }
}

void Anatomy::mark(VariableId from, std::string_view attribute, bool VariablePart::*flag) {
    for (std::string& word : attribute_words(variable_of(m_dataset, from).attributes, attribute)) {
        if (attribute == "grid_mapping" && word.back() == ':') word.pop_back();  // "crs_4326: latitude longitude"
        const auto target = m_names.find(from.group, word);
        if (target && *target != from) part(*target).*flag = flag != &VariablePart::is_data;
    }
}

void Anatomy::follow_references(VariableId id) {
    mark(id, "coordinates", &VariablePart::is_listed);
    for (const std::string_view name : {"bounds", "climatology", "edges"}) mark(id, name, &VariablePart::is_bounds);
    if (const auto bounds = m_names.find(id.group, customary_bounds(variable_of(m_dataset, id).name)))
        part(*bounds).is_bounds = true;
    for (const std::string_view name : k_servants) mark(id, name, &VariablePart::is_data);
    const Variable& variable = variable_of(m_dataset, id);
    if (const auto reference = reference_variable(id)) part(*reference).is_data = false;
    part(id).is_coordinate_variable = is_own_coordinate(m_dataset, variable);
    m_has_cell_numbers = m_has_cell_numbers || find_attribute(variable.attributes, "grid_name") != nullptr;
    for (const std::string_view name : k_marks) {
        if (find_attribute(variable.attributes, name) != nullptr) part(id).is_data = false;
    }
}

void Anatomy::find_meaning(VariableId id) {
    VariablePart& own = part(id);
    if (own.is_bounds) {
        own.is_data = false;
        return;
    }
    const Variable& variable = variable_of(m_dataset, id);
    const bool is_coordinate = own.is_coordinate_variable || own.is_listed;
    own.meaning = meaning_of(variable, is_coordinate ? VerticalBy::any_attribute : VerticalBy::axis_attribute_only);
    const bool is_text = variable.type == Type::character || variable.type == Type::string;
    if (is_text) {
        if (own.meaning.axis == Axis::none) own.meaning = guess_by_name(variable);
        const bool is_time = own.meaning.axis == Axis::time || own.meaning.axis == Axis::reference_time;
        const bool is_table = own.meaning.source == AxisSource::name && is_table_of_texts(variable);
        if (!is_time || is_table) own.meaning = {};  // labels ("axis" of an IPSL sector is Z)
    } else if (own.meaning.axis != Axis::none && !is_coordinate && needs_to_be_coordinate(own, variable)) {
        if (own.meaning.axis == Axis::time) m_possible_times.emplace_back(id, std::move(own.meaning));
        own.meaning = {};
    }
    if (is_time_offset(variable)) own.is_data = false;
    if (is_coordinate || own.meaning.axis != Axis::none) own.is_data = false;
}

bool Anatomy::has_unnamed_dimensions(VariableId id) const {
    const Variable& variable = variable_of(m_dataset, id);
    return std::any_of(variable.dimensions.begin(), variable.dimensions.end(),
                       [&](DimensionId on) { return dimension(m_dataset, on).name.starts_with("phony_dim_"); });
}

std::optional<VariableId> Anatomy::reference_variable(VariableId time) const {
    const std::string units = text_attribute(variable_of(m_dataset, time).attributes, "units");
    const std::string_view reference = reference_of(units);
    const bool may_be_name = !reference.empty() && !(reference.front() >= '0' && reference.front() <= '9');
    const auto found = may_be_name ? m_names.find(time.group, reference) : std::nullopt;
    return found && *found != time ? found : std::nullopt;
}

/// Beside latitudes and longitudes of the data, those that are called a satellite's say where it was.
void Anatomy::set_platforms_aside() {
    std::array<bool, 2> has_other{};
    std::vector<VariableId> platforms;
    for (const VariableId id : m_variables) {
        const Axis axis = part(id).meaning.axis;
        if (axis != Axis::latitude && axis != Axis::longitude) continue;
        if (is_called_platform(variable_of(m_dataset, id))) {
            platforms.push_back(id);
        } else {
            has_other[axis == Axis::latitude ? 0 : 1] = true;
        }
    }
    if (!has_other[0] || !has_other[1]) return;
    for (const VariableId id : platforms) part(id).meaning.axis = Axis::platform_place;
}

/// Times that no `coordinates` attribute lists: of swaths and of collections of forecasts, two-dimensional, and of
/// series that name only a unit. What is called a time and counts from a date is one. In a dataset without any other
/// time, so is the only variable with the standard name of a time, the only one with the unit alone on a dimension, or
/// the only one on several dimensions with "time" in its name.
void Anatomy::adopt_times() {
    const auto adopt = [&](VariableId id, AxisMeaning meaning) {
        part(id).meaning = std::move(meaning);
        part(id).is_data = false;
    };
    const auto is_called_time = [&](VariableId id) {
        return to_lower(variable_of(m_dataset, id).name).find("time") != std::string::npos;
    };
    using Possible = std::vector<std::pair<VariableId, AxisMeaning>>;
    Possible by_standard_name;
    Possible on_dimension;
    Possible on_several;
    for (auto& [id, meaning] : std::exchange(m_possible_times, {})) {
        const Variable& variable = variable_of(m_dataset, id);
        if (has_unnamed_dimensions(id)) continue;
        if (is_time_name(variable.name)) {
            meaning.because += fmt::format(" and its name '{}'", variable.name);
            adopt(id, std::move(meaning));
        } else if (meaning.source == AxisSource::standard_name) {
            by_standard_name.emplace_back(id, std::move(meaning));
        } else if (variable.dimensions.size() == 1) {
            on_dimension.emplace_back(id, std::move(meaning));
        } else if (is_called_time(id)) {
            on_several.emplace_back(id, std::move(meaning));
        }
    }
    const bool has_time = std::any_of(m_variables.begin(), m_variables.end(),
                                      [&](VariableId id) { return part(id).meaning.axis == Axis::time; });
    if (has_time) return;
    if (on_dimension.size() > 1)
        std::erase_if(on_dimension, [&](const auto& time) { return !is_called_time(time.first); });
    for (Possible* possible : {&by_standard_name, &on_dimension, &on_several}) {
        if (possible->empty()) continue;
        if (possible->size() != 1) return;
        auto& [id, meaning] = possible->front();
        meaning.because += ", the only time of the dataset";
        return adopt(id, std::move(meaning));
    }
}

std::optional<VariableId> Anatomy::coordinate_variable(std::uint32_t group, DimensionId id) const {
    const auto found = m_names.find(group, dimension(m_dataset, id).name);
    if (!found || !part(*found).is_coordinate_variable) return std::nullopt;
    if (!(variable_of(m_dataset, *found).dimensions.front() == id)) return std::nullopt;
    return found;
}

void Anatomy::list(VariableId id, const std::vector<std::string>& names, std::vector<VariableId>& listed) const {
    for (const std::string& name : names) {
        const auto target = m_names.find(id.group, name);
        if (target && *target != id && std::find(listed.begin(), listed.end(), *target) == listed.end()) {
            listed.push_back(*target);
        }
    }
}

std::vector<VariableId> Anatomy::listed_coordinates(VariableId id) const {
    std::vector<VariableId> listed;
    list(id, listed_by(variable_of(m_dataset, id).attributes), listed);
    list(id, m_listed_for_all, listed);
    return listed;
}

std::optional<VariableId> Anatomy::bounds_of(VariableId coordinate) const {
    for (const std::string_view name : {"climatology", "bounds", "edges"}) {
        for (const std::string& word : attribute_words(variable_of(m_dataset, coordinate).attributes, name)) {
            const auto found = m_names.find(coordinate.group, word);
            if (found && *found != coordinate) return found;
        }
    }
    const std::string_view customary = customary_bounds(variable_of(m_dataset, coordinate).name);
    return customary.empty() ? std::nullopt : m_names.find(coordinate.group, customary);
}

bool Anatomy::encloses(std::uint32_t outer, std::uint32_t inner) const {
    while (inner > outer && m_dataset.groups[inner].parent < inner) inner = m_dataset.groups[inner].parent;
    return inner == outer;
}

}  // namespace cairn
