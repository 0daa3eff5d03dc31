#include "builder/interpret/time/data_groups.hpp"

#include <string_view>

namespace cairn {

namespace {

std::string_view name_of(const Group& group) { return std::string_view(group.path).substr(group.path.rfind('/') + 1); }

bool is_beside_measurements(std::string_view name) { return name == "conditions" || name == "quality"; }

}  // namespace

DataGroups::DataGroups(const Dataset& dataset) : m_is_auxiliary(dataset.groups.size(), false) {
    std::vector<bool> has_measurements(dataset.groups.size(), false);
    for (const Group& group : dataset.groups) {
        if (name_of(group) == "measurements") has_measurements[group.parent] = true;
    }
    for (std::size_t i = 1; i < dataset.groups.size(); ++i) {  // a group follows its parent
        const Group& group = dataset.groups[i];
        m_is_auxiliary[i] =
            m_is_auxiliary[group.parent] || (has_measurements[group.parent] && is_beside_measurements(name_of(group)));
    }
}

}  // namespace cairn
