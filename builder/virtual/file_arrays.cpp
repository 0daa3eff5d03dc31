#include "builder/virtual/file_arrays.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "builder/virtual/names.hpp"

namespace cairn::virtualize {

namespace {

std::string path_of_group(const Group& group) { return group.path == "/" ? "" : group.path.substr(1); }

std::string joined(const Group& group, const std::string& name) {
    return group.path == "/" ? name : path_of_group(group) + '/' + name;
}

TimeText times_of(const Dataset& dataset, const Variable& variable, const std::optional<Along>& along) {
    const std::string units = text_attribute(variable.attributes, "units");
    if (counts_from_date(units)) return {units, text_attribute(variable.attributes, "calendar")};
    if (!along || !along->is_time || !units.empty()) return {};
    const Variable& coordinate = dataset.groups[0].variables[along->coordinate];
    const bool are_bounds = text_attribute(coordinate.attributes, "bounds") == variable.name ||
                            text_attribute(coordinate.attributes, "climatology") == variable.name;
    return are_bounds ? TimeText{along->units, along->calendar} : TimeText{};
}

}  // namespace

std::map<std::string, FileArray> arrays_of(const FileManifest& manifest, const std::optional<Along>& along) {
    std::map<std::string, FileArray> arrays;
    const Dataset& dataset = manifest.dataset;
    for (std::size_t group = 0; group < dataset.groups.size(); ++group) {
        for (std::size_t i = 0; i < dataset.groups[group].variables.size(); ++i) {
            const Variable& variable = dataset.groups[group].variables[i];
            std::string path = joined(dataset.groups[group], variable.name);
            FileArray array{dataset, variable,     manifest.arrays[group][i],
                            path,    std::nullopt, times_of(dataset, variable, along)};
            if (along) {
                const auto at = std::find(variable.dimensions.begin(), variable.dimensions.end(), along->dimension);
                if (at != variable.dimensions.end())
                    array.axis = static_cast<std::size_t>(at - variable.dimensions.begin());
            }
            arrays.emplace(std::move(path), std::move(array));
        }
    }
    return arrays;
}

std::vector<VirtualGroup> groups_of(const Dataset& dataset) {
    std::vector<VirtualGroup> groups;
    for (const Group& group : dataset.groups) groups.push_back({path_of_group(group), group.attributes});
    return groups;
}

bool is_left_out(const std::string& path, const std::vector<std::string>& without) {
    const std::string name = path.substr(path.rfind('/') + 1);
    return std::any_of(without.begin(), without.end(),
                       [&](const std::string& one) { return one == path || one == name; });
}

std::vector<Refusal> refused_names(const std::string& path_of_file, const Dataset& dataset,
                                   const std::vector<std::string>& without) {
    std::vector<Refusal> refusals;
    std::set<std::string> paths;
    const auto look = [&](const std::string& path, const char* what, std::string_view fault, const char* remedy) {
        if (fault.empty()) fault = fault_of_names(path);
        if (fault.empty() && !paths.insert(path).second) fault = "another has it in the same file";
        if (fault.empty()) return;
        std::string cause = fmt::format("a name of a {} that no path can have: {}", what, fault);
        refusals.push_back(
            {path_of_file, path, fmt::format("{}: '{}'", cause, to_utf8(path)), std::move(cause), remedy});
    };
    for (const Group& group : dataset.groups) {
        if (group.path != "/") look(path_of_group(group), "group", {}, "rename it in the file");
        for (const Variable& variable : group.variables) {
            const std::string path = joined(group, variable.name);
            if (is_left_out(path, without)) continue;
            look(path, "variable", fault_of_name(variable.name), "rename it in the file, or leave the variable out");
        }
    }
    return refusals;
}

}  // namespace cairn::virtualize
