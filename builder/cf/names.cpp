#include "builder/cf/names.hpp"

namespace cairn {

namespace {

std::string below_root(const Group& group, const std::string& name) {
    return group.path.size() <= 1 ? name : group.path.substr(1) + '/' + name;
}

}  // namespace

Names::Names(const Dataset& dataset) : m_dataset(dataset), m_variables(dataset.groups.size()) {
    for (std::uint32_t g = 0; g < dataset.groups.size(); ++g) {
        const Group& group = dataset.groups[g];
        m_groups.emplace(group.path == "/" ? std::string() : group.path, g);
        for (std::uint32_t i = 0; i < group.variables.size(); ++i) m_variables[g].emplace(group.variables[i].name, i);
    }
}

std::optional<VariableId> Names::in(std::uint32_t group, std::string_view path) const {
    const std::size_t slash = path.rfind('/');
    if (slash != std::string_view::npos) {
        const std::string& own = m_dataset.groups[group].path;
        const std::string folder = (own == "/" ? "" : own) + '/' + std::string(path.substr(0, slash));
        const auto found = m_groups.find(folder);
        if (found == m_groups.end()) return std::nullopt;
        group = found->second;
        path.remove_prefix(slash + 1);
    }
    const auto index = own(group, path);
    return index ? std::optional(VariableId{group, *index}) : std::nullopt;
}

std::optional<std::uint32_t> Names::own(std::uint32_t group, std::string_view name) const {
    const auto variable = m_variables[group].find(name);
    return variable == m_variables[group].end() ? std::nullopt : std::optional(variable->second);
}

std::optional<VariableId> Names::find(std::uint32_t group, std::string_view name) const {
    if (m_dataset.groups.empty()) return std::nullopt;
    if (name.starts_with('/')) return in(0, name.substr(1));
    for (;;) {
        if (const auto found = in(group, name)) return found;
        const std::uint32_t parent = m_dataset.groups[group].parent;
        if (parent >= group) return std::nullopt;  // the root is its own parent; a group follows its parent
        group = parent;
    }
}

const Variable& variable_of(const Dataset& dataset, VariableId id) {
    return dataset.groups[id.group].variables[id.index];
}

std::string qualified_name(const Dataset& dataset, VariableId id) {
    return below_root(dataset.groups[id.group], variable_of(dataset, id).name);
}

std::string qualified_name(const Dataset& dataset, DimensionId id) {
    return below_root(dataset.groups[id.group], dimension(dataset, id).name);
}

}  // namespace cairn
