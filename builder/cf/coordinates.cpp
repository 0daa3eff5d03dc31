#include "builder/cf/coordinates.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "builder/cf/axes.hpp"
#include "builder/cf/time_units.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_white_space{" \t\r\n\0", 5};

std::string_view last_component(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// How names are looked up: by scanning for one question, through an index for many.
struct Lookup {
    std::function<std::optional<std::uint32_t>(std::uint32_t group, std::string_view name)> variable;
    std::function<std::optional<std::uint32_t>(std::uint32_t group, std::string_view name)> child_group;
};

/// `path` from `group` downwards, without looking in the groups around it.
std::optional<VariableId> follow(const Dataset& dataset, const Lookup& lookup, std::uint32_t group,
                                 std::string_view path) {
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        const std::string_view component = path.substr(0, slash);
        path.remove_prefix(slash + 1);
        if (component.empty() || component == ".") continue;
        if (component == "..") {
            group = dataset.groups[group].parent;
            continue;
        }
        const auto child = lookup.child_group(group, component);
        if (!child) return std::nullopt;
        group = *child;
    }
    const auto index = lookup.variable(group, path);
    if (!index) return std::nullopt;
    return VariableId{group, *index};
}

std::optional<VariableId> resolve(const Dataset& dataset, const Lookup& lookup, std::uint32_t group,
                                  std::string_view name) {
    if (name.starts_with('/')) return follow(dataset, lookup, 0, name);
    for (;;) {
        if (const auto found = follow(dataset, lookup, group, name)) return found;
        const std::uint32_t parent = dataset.groups[group].parent;
        if (parent == group) return std::nullopt;
        group = parent;
    }
}

Lookup scanning(const Dataset& dataset) {
    Lookup lookup;
    lookup.variable = [&dataset](std::uint32_t group, std::string_view name) -> std::optional<std::uint32_t> {
        const std::vector<Variable>& variables = dataset.groups[group].variables;
        const auto found =
            std::find_if(variables.begin(), variables.end(), [name](const Variable& v) { return v.name == name; });
        if (found == variables.end()) return std::nullopt;
        return static_cast<std::uint32_t>(found - variables.begin());
    };
    lookup.child_group = [&dataset](std::uint32_t group, std::string_view name) -> std::optional<std::uint32_t> {
        for (std::uint32_t i = 1; i < dataset.groups.size(); ++i) {
            if (dataset.groups[i].parent == group && last_component(dataset.groups[i].path) == name) return i;
        }
        return std::nullopt;
    };
    return lookup;
}

/// A file may hold as many `coordinates` attributes as variables, and nothing bounds either: no scanning here.
class NameIndex {
  public:
    explicit NameIndex(const Dataset& dataset) : m_variables(dataset.groups.size()), m_children(dataset.groups.size()) {
        for (std::uint32_t group = 0; group < dataset.groups.size(); ++group) {
            const std::vector<Variable>& variables = dataset.groups[group].variables;
            for (std::uint32_t i = 0; i < variables.size(); ++i) m_variables[group].emplace(variables[i].name, i);
            if (group > 0)
                m_children[dataset.groups[group].parent].emplace(last_component(dataset.groups[group].path), group);
        }
    }

    Lookup lookup() const {
        const auto in = [](const std::vector<Names>& names) {
            return [&names](std::uint32_t group, std::string_view name) -> std::optional<std::uint32_t> {
                const auto found = names[group].find(name);
                if (found == names[group].end()) return std::nullopt;
                return found->second;
            };
        };
        return {in(m_variables), in(m_children)};
    }

  private:
    using Names = std::unordered_map<std::string_view, std::uint32_t>;
    std::vector<Names> m_variables;  ///< of each group
    std::vector<Names> m_children;   ///< of each group
};

bool has_own_dimension(const Dataset& dataset, const Variable& variable) {
    return std::any_of(variable.dimensions.begin(), variable.dimensions.end(),
                       [&](DimensionId id) { return dimension(dataset, id).name == variable.name; });
}

bool is_axis_unit(const std::string& unit) {
    return is_latitude_unit(unit) || is_longitude_unit(unit) || is_since_unit(unit) ||
           unit == "text_time";  // NCAR's times as text
}

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_axis_standard_name(std::string_view name) {
    static constexpr std::array<std::string_view, 12> k_names{"latitude",
                                                              "longitude",
                                                              "time",
                                                              "projection_x_coordinate",
                                                              "projection_y_coordinate",
                                                              "grid_latitude",
                                                              "grid_longitude",
                                                              "healpix_index",
                                                              "ray_azimuth_angle",
                                                              "ray_elevation_angle",
                                                              "forecast_period",
                                                              "forecast_reference_time"};
    return is_one_of(k_names, name);
}

/// What says nothing of itself but by its name: times of WRF and MPAS, lead times and offsets of times, how cells of
/// MPAS and FVCOM hang together, the numbers of the cells of a DGGS, the code of a reference system (rioxarray,
/// stackstac), and places in stores without any attribute.
bool is_customary_name(const Variable& variable) {
    static constexpr std::array<std::string_view, 4> k_meshes{"verticesOnCell", "nEdgesOnCell", "nv", "cell_ids"};
    const bool is_text = variable.type == Type::character || variable.type == Type::string;
    if (is_text && is_text_time_name(variable.name)) return true;
    if (is_lead_time_name(variable.name) || is_time_offset(variable)) return true;
    if (variable.name == "epsg" || variable.name == "proj:epsg") return variable.dimensions.empty();
    return is_one_of(k_meshes, variable.name) || axis_of_model_name(variable.name) != Axis::none ||
           guess_by_name(variable).axis != Axis::none;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool describes_axis(const Variable& variable) {
    for (const std::string_view name : {"_CoordinateAxisType", "axis", "grid_name"}) {  // the last: of xdggs
        if (find_attribute(variable.attributes, name) != nullptr) return true;
    }
    return is_axis_standard_name(text_attribute(variable.attributes, "standard_name")) ||
           is_axis_unit(text_attribute(variable.attributes, "units")) || is_customary_name(variable);
}

/// Attributes of the containers of UGRID and of CF section 7.5 that name what their cells consist of.
constexpr std::array<std::string_view, 8> k_parts_of_cells{
    "node_coordinates",       "face_coordinates",       "edge_coordinates", "volume_coordinates",
    "face_node_connectivity", "edge_node_connectivity", "node_count",       "part_node_count"};

/// To scan so few is faster than to make an index: most files have a dozen variables.
constexpr std::size_t k_few = 48;

bool has_few_names(const Dataset& dataset) {
    std::size_t count = dataset.groups.size();
    for (const Group& group : dataset.groups) count += group.variables.size();
    return count <= k_few;
}

class Collector {
  public:
    explicit Collector(const Dataset& dataset) : m_dataset(dataset) {
        if (has_few_names(dataset)) {
            m_lookup = scanning(dataset);
        } else {
            m_index = std::make_unique<NameIndex>(dataset);
            m_lookup = m_index->lookup();
        }
    }

    std::vector<VariableId> collect() {
        for (std::uint32_t group = 0; group < m_dataset.groups.size(); ++group) add_coordinates_of(group);
        keep_each_once();
        const std::size_t coordinates = m_found.size();
        for (std::size_t i = 0; i < coordinates; ++i) add_bounds_of(m_found[i]);
        keep_each_once();
        return std::move(m_found);
    }

  private:
    void keep_each_once() {
        std::sort(m_found.begin(), m_found.end());
        m_found.erase(std::unique(m_found.begin(), m_found.end()), m_found.end());
    }

    void add_coordinates_of(std::uint32_t group) {
        add_named_by(group, m_dataset.groups[group].attributes, "coordinates");
        const std::vector<Variable>& variables = m_dataset.groups[group].variables;
        for (std::uint32_t i = 0; i < variables.size(); ++i) {
            if (has_own_dimension(m_dataset, variables[i]) || describes_axis(variables[i]))
                m_found.push_back({group, i});
            add_named_by(group, variables[i].attributes, "coordinates");
            add_parts_of_cells(group, variables[i].attributes);
        }
    }

    void add_parts_of_cells(std::uint32_t group, const std::vector<Attribute>& attributes) {
        const bool is_container =
            find_attribute(attributes, "cf_role") != nullptr || find_attribute(attributes, "geometry_type") != nullptr;
        if (!is_container) return;
        for (const std::string_view name : k_parts_of_cells) add_named_by(group, attributes, name);
    }

    /// Also the variable that holds the reference date of an axis, "seconds since time_reference" (CfRadial 2).
    void add_bounds_of(VariableId id) {
        const Variable& variable = m_dataset.groups[id.group].variables[id.index];
        const std::string units = text_attribute(variable.attributes, "units");
        const bool has_words = units.find(' ') != std::string::npos;
        const std::string_view reference = has_words ? reference_of(units) : std::string_view();
        if (!reference.empty() && is_letter(reference.front())) add_names(id.group, reference);
        for (const std::string_view name : {"bounds", "climatology", "edges"})
            add_named_by(id.group, variable.attributes, name);
        if (const std::string_view name = customary_bounds(variable.name); !name.empty()) add_names(id.group, name);
    }

    void add_named_by(std::uint32_t group, const std::vector<Attribute>& attributes, std::string_view attribute_name) {
        const Attribute* attribute = find_attribute(attributes, attribute_name);
        if (attribute == nullptr) return;
        const auto* texts = std::get_if<std::vector<std::string>>(&attribute->values);
        if (texts == nullptr) return;
        for (const std::string& text : *texts) add_names(group, text);
    }

    void add_names(std::uint32_t group, std::string_view names) {
        for (;;) {
            const std::size_t begin = names.find_first_not_of(k_white_space);
            if (begin == std::string_view::npos) return;
            names.remove_prefix(begin);
            const std::size_t length = std::min(names.find_first_of(k_white_space), names.size());
            if (const auto id = resolve(m_dataset, m_lookup, group, names.substr(0, length))) m_found.push_back(*id);
            names.remove_prefix(length);
        }
    }

    const Dataset& m_dataset;
    std::unique_ptr<NameIndex> m_index;  ///< null where scanning does
    Lookup m_lookup;
    std::vector<VariableId> m_found;
};

}  // namespace

std::vector<VariableId> coordinates_to_read(const Dataset& dataset) { return Collector(dataset).collect(); }

std::optional<VariableId> find_variable(const Dataset& dataset, std::uint32_t group, std::string_view name) {
    return resolve(dataset, scanning(dataset), group, name);
}

}  // namespace cairn
