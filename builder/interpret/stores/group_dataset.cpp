#include "builder/interpret/stores/group_dataset.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "builder/cf/words.hpp"
#include "builder/interpret/space/level_layout.hpp"

namespace cairn {

namespace {

/// What the layout of a pyramid says of a level: that of the groups around it is of other grids.
constexpr std::array<std::string_view, 3> k_of_levels{"spatial:transform", "spatial:shape", "multiscales"};

/// About as many bytes as a copy takes.
std::uint64_t cost_of(const Attribute& attribute) {
    std::uint64_t bytes = sizeof attribute + attribute.name.size() + size_of(attribute.values) * sizeof(double);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&attribute.values)) {
        for (const std::string& text : *texts) bytes += text.size();
    }
    return bytes;
}

class Extractor {
  public:
    Extractor(const Dataset& dataset, const Names& names, Inheritance& inheritance)
        : m_dataset(dataset), m_index(names), m_inheritance(inheritance) {}

    GroupDataset extract(std::uint32_t group) {
        Dataset& result = m_result.dataset;
        result.reader = m_dataset.reader;
        result.format = m_dataset.format;
        result.groups.emplace_back();
        root().path = "/";
        for (const Variable& variable : m_dataset.groups[group].variables) add(variable);
        m_result.own_variables = root().variables.size();
        add_attributes(group);
        std::vector<Attribute> of_level = level_attributes(m_dataset, group);
        if (!of_level.empty()) m_attributes.insert(k_of_levels.begin(), k_of_levels.end());
        for (Attribute& attribute : of_level) {
            if (find_attribute(m_dataset.groups[group].attributes, attribute.name) == nullptr)
                root().attributes.push_back(std::move(attribute));
        }
        for (std::uint32_t at = group; at != 0;) {
            at = m_dataset.groups[at].parent;
            inherit_attributes(at);
            inherit(at);
        }
        return std::move(m_result);
    }

  private:
    using Key = std::pair<std::uint32_t, std::uint32_t>;

    Group& root() { return m_result.dataset.groups.front(); }

    void add(const Variable& variable) {
        Variable copy = variable;
        for (DimensionId& id : copy.dimensions) id = {0, index_of(id)};
        for (const char* name : {"coordinates", "grid_mapping", "bounds", "climatology"}) {
            for (std::string& word : attribute_words(variable.attributes, name)) {
                if (!word.empty() && word.back() == ':') word.pop_back();
                if (m_named.insert(word).second) m_new_names.push_back(std::move(word));
            }
        }
        m_names.insert(copy.name);
        root().variables.push_back(std::move(copy));
    }

    void add_inherited(const Variable& variable) {
        const std::uint64_t count = size_of(variable.values);
        if (count <= m_inheritance.values_left) {
            m_inheritance.values_left -= count;
            return add(variable);
        }
        Variable without{variable.name, variable.type, variable.dimensions, variable.attributes, {}, {}};
        without.values_missing_because = "too many groups of the store inherit coordinates as long as this one";
        add(without);
    }

    std::uint32_t index_of(DimensionId id) {
        const auto [known, is_new] =
            m_dimensions.try_emplace(Key{id.group, id.index}, static_cast<std::uint32_t>(root().dimensions.size()));
        if (is_new) {
            root().dimensions.push_back(dimension(m_dataset, id));
            m_new_names.push_back(dimension(m_dataset, id).name);
        }
        return known->second;
    }

    void inherit_attributes(std::uint32_t group) {
        std::uint64_t bytes = 0;
        for (const Attribute& attribute : m_dataset.groups[group].attributes) {
            if (bytes > m_inheritance.attribute_bytes_left) break;
            bytes += cost_of(attribute);
        }
        if (bytes > m_inheritance.attribute_bytes_left) {
            m_result.lacks_attributes = true;
            return;
        }
        m_inheritance.attribute_bytes_left -= bytes;
        add_attributes(group);
    }

    void add_attributes(std::uint32_t group) {
        for (const Attribute& attribute : m_dataset.groups[group].attributes) {
            if (attribute.name == "stac_discovery") continue;  // long, and about the store as a whole
            if (m_attributes.insert(attribute.name).second) root().attributes.push_back(attribute);
        }
    }

    bool is_wanted(const Variable& variable) const {
        if (m_names.contains(variable.name)) return false;
        const bool on_own_dimensions =
            std::all_of(variable.dimensions.begin(), variable.dimensions.end(), [&](DimensionId id) {
                return m_dimensions.contains({id.group, id.index});
            });
        const bool is_coordinate =
            variable.dimensions.size() == 1 && dimension(m_dataset, variable.dimensions.front()).name == variable.name;
        return (on_own_dimensions && is_coordinate) || m_named.contains(variable.name);
    }

    /// In the order of the enclosing group. Twice: what a coordinate names (its bounds) is wanted because of it.
    void inherit(std::uint32_t group) {
        std::set<std::uint32_t> candidates;
        for (const std::string& name : m_named) consider(group, name, candidates);
        for (const Dimension& own : root().dimensions) consider(group, own.name, candidates);
        m_new_names.clear();
        for (int pass = 0; pass < 2; ++pass) {
            for (const std::uint32_t index : candidates) {  // to which those that are added may add more
                const Variable& variable = m_dataset.groups[group].variables[index];
                if (is_wanted(variable)) add_inherited(variable);
                for (const std::string& name : std::exchange(m_new_names, {})) consider(group, name, candidates);
            }
        }
    }

    void consider(std::uint32_t group, std::string_view name, std::set<std::uint32_t>& candidates) const {
        if (const auto index = m_index.own(group, name)) candidates.insert(*index);
    }

    const Dataset& m_dataset;
    const Names& m_index;  ///< of the whole dataset
    Inheritance& m_inheritance;
    GroupDataset m_result;
    std::map<Key, std::uint32_t> m_dimensions;          ///< of the whole dataset -> index in the result
    std::set<std::string> m_names;                      ///< of variables that are in the result
    std::set<std::string> m_named;                      ///< by attributes of these
    std::vector<std::string> m_new_names;               ///< named by what was added last, or of its dimensions
    std::unordered_set<std::string_view> m_attributes;  ///< names of those in the result
};

}  // namespace

GroupDataset dataset_of_group(const Dataset& dataset, const Names& names, std::uint32_t group,
                              Inheritance& inheritance) {
    return Extractor(dataset, names, inheritance).extract(group);
}

}  // namespace cairn
