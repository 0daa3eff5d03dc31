#include "builder/interpret/stores/store_groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "builder/cf/words.hpp"
#include "builder/interpret/stores/bands.hpp"
#include "builder/interpret/stores/group_dataset.hpp"
#include "builder/interpret/stores/multiscales.hpp"

namespace cairn {

namespace {

std::string below_root(const std::string& path) { return to_utf8(path.substr(std::min<std::size_t>(1, path.size()))); }

std::string below_group(const std::string& path, const Group& group) {
    return to_utf8(path.substr(group.path == "/" ? 1 : group.path.size() + 1));
}

/// A number of the group's attributes, else the size of a cell of its grid where that is in metres.
std::optional<double> gsd_of(const std::vector<Attribute>& attributes, const Projection* projection) {
    const std::vector<double> stated = attribute_numbers(attributes, "gsd");
    if (!stated.empty() && std::isfinite(stated.front()) && stated.front() > 0) return stated.front();
    if (projection == nullptr || !projection->in_metres || projection->transform.size() < 6) return std::nullopt;
    const double cell = std::hypot(projection->transform[0], projection->transform[3]);
    return cell > 0 ? std::optional(std::round(cell * 1e6) / 1e6) : std::nullopt;
}

/// How finely a level is resolved: the greatest number of elements of its arrays.
std::uint64_t largest_array(const Dataset& dataset, std::uint32_t group) {
    std::uint64_t largest = 0;
    for (const Variable& variable : dataset.groups[group].variables)
        largest = std::max(largest, element_count(dataset, variable));
    return largest;
}

class GroupReader {
  public:
    GroupReader(const Dataset& dataset, const Granule& whole, const Policies& policies,
                GroupInterpreter interpret_group)
        : m_dataset(dataset),
          m_whole(whole),
          m_policies(policies),
          m_interpret_group(interpret_group),
          m_names(dataset),
          m_bands(dataset.groups.front().attributes) {
        for (std::uint32_t i = 0; i < dataset.groups.size(); ++i) m_by_path.emplace(dataset.groups[i].path, i);
    }

    std::size_t without_attributes() const { return m_without_attributes; }

    std::vector<StoreGroup> read() {
        std::set<std::uint32_t> in_pyramids;
        std::vector<StoreGroup> groups;
        for (std::uint32_t i = 0; i < m_dataset.groups.size(); ++i) {
            if (in_pyramids.contains(i)) continue;
            const Group& group = m_dataset.groups[i];
            const auto levels = multiscale_levels(group.attributes);
            const std::vector<std::uint32_t> found = levels ? groups_of(i, *levels) : std::vector<std::uint32_t>{};
            if (std::any_of(found.begin(), found.end(), [&](std::uint32_t level) { return level != i; })) {
                in_pyramids.insert(found.begin(), found.end());
                groups.push_back(pyramid(i, found));
            } else if (!group.variables.empty()) {
                groups.push_back(single(i, levels.has_value()));
                if (levels) keep_finest(groups.back(), *levels);
            } else {
                continue;
            }
            groups.back().consolidated = group.consolidated;
            groups.back().follows_multiscales = levels && follows_multiscales(group.attributes, is_below(group));
        }
        std::sort(groups.begin(), groups.end(),
                  [](const StoreGroup& a, const StoreGroup& b) { return a.path < b.path; });
        return groups;
    }

  private:
    /// The levels that are groups with arrays, finest first. A level that is an array of a group counts as that group,
    /// which can be `parent` itself.
    std::vector<std::uint32_t> groups_of(std::uint32_t parent, const std::vector<std::string>& levels) const {
        const std::string& path = m_dataset.groups[parent].path;
        std::vector<std::uint32_t> found;
        for (const std::string& level : levels) {
            const std::string whole = (path == "/" ? "" : path) + '/' + level;
            auto group = m_by_path.find(whole);
            if (group == m_by_path.end())
                group = m_by_path.find(whole.substr(0, std::max<std::size_t>(1, whole.rfind('/'))));
            if (group == m_by_path.end()) continue;
            if (m_dataset.groups[group->second].variables.empty()) continue;
            if (std::find(found.begin(), found.end(), group->second) == found.end()) found.push_back(group->second);
        }
        std::stable_sort(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) {
            return largest_array(m_dataset, a) > largest_array(m_dataset, b);
        });
        return found;
    }

    /// Whether a path relative to the group leads to a group or an array.
    std::function<bool(std::string_view)> is_below(const Group& group) const {
        return [this, start = group.path == "/" ? std::string() : group.path](std::string_view path) {
            const std::string whole = start + '/' + std::string(path);
            if (m_by_path.contains(whole)) return true;
            const std::size_t slash = whole.rfind('/');
            const auto around = m_by_path.find(whole.substr(0, std::max<std::size_t>(1, slash)));
            if (around == m_by_path.end()) return false;
            const auto& variables = m_dataset.groups[around->second].variables;
            const std::string_view name = std::string_view(whole).substr(slash + 1);
            return std::any_of(variables.begin(), variables.end(),
                               [&](const Variable& variable) { return variable.name == name; });
        };
    }

    StoreGroup single(std::uint32_t index, bool is_multiscale) {
        const Group& group = m_dataset.groups[index];
        StoreGroup result;
        result.path = below_root(group.path);
        result.title = to_utf8(text_attribute(group.attributes, "title"));
        result.is_multiscale = is_multiscale;
        if (m_dataset.groups.size() == 1) {
            result.cube = m_whole.cube;
            result.temporal = m_whole.temporal;
            result.time = time_of(m_whole);
            result.projection = m_whole.projection;
            result.footprint = m_whole.footprint;
            finish(result, m_dataset, group.variables.size(), m_bands);
            return result;
        }
        const GroupDataset own = dataset_of_group(m_dataset, m_names, index, m_inheritance);
        if (own.lacks_attributes) ++m_without_attributes;
        Granule granule = m_interpret_group(own.dataset, m_policies);
        Cube cube = *granule.cube;
        cube.variables.resize(
            std::min(cube.variables.size(), own.own_variables));  // the inherited are not in the group
        result.cube = std::make_shared<const Cube>(std::move(cube));
        result.time = time_of(granule);
        result.temporal = std::move(granule.temporal);
        result.projection = std::move(granule.projection);
        result.footprint = std::move(granule.footprint);
        finish(result, own.dataset, own.own_variables, catalogue_of(index));
        return result;
    }

    /// Without a time axis of its own the group says nothing of time: attributes are about the whole store.
    static std::optional<UtcInterval> time_of(const Granule& granule) {
        const bool has_axis = std::any_of(granule.temporal.begin(), granule.temporal.end(),
                                          [](const TemporalExtent& extent) { return extent.interval.has_value(); });
        return has_axis ? granule.time.interval : std::nullopt;
    }

    /// Levels that are arrays of the group itself (OME-NGFF) are one image: its finest stands for all, and none of them
    /// is a band.
    static void keep_finest(StoreGroup& group, const std::vector<std::string>& levels) {
        Cube cube = *group.cube;
        bool has_finest = false;
        for (const std::string& level : levels) {
            const auto is_level = [&](const auto& one) { return one.name == level; };
            group.bands.erase(std::remove_if(group.bands.begin(), group.bands.end(), is_level), group.bands.end());
            const auto found = std::find_if(cube.variables.begin(), cube.variables.end(), is_level);
            if (found == cube.variables.end()) continue;
            if (has_finest) cube.variables.erase(found);
            has_finest = true;
        }
        group.cube = std::make_shared<const Cube>(std::move(cube));
    }

    /// That of the group, or of the nearest around it that has one: read once, however many groups it serves.
    const BandCatalogue& catalogue_of(std::uint32_t index) {
        const auto has_own = [this](std::uint32_t group) {
            const std::vector<Attribute>& attributes = m_dataset.groups[group].attributes;
            return find_attribute(attributes, "bands") != nullptr || find_attribute(attributes, "eo:bands") != nullptr;
        };
        while (index != 0 && !has_own(index)) index = m_dataset.groups[index].parent;
        if (index == 0) return m_bands;
        const auto known = m_catalogues.find(index);
        if (known != m_catalogues.end()) return known->second;
        const BandCatalogue& outer = catalogue_of(m_dataset.groups[index].parent);
        return m_catalogues.try_emplace(index, m_dataset.groups[index].attributes, &outer).first->second;
    }

    static void finish(StoreGroup& result, const Dataset& dataset, std::size_t own_variables,
                       const BandCatalogue& catalogue) {
        const Group& root = dataset.groups.front();
        result.bands = bands_of(*result.cube, std::span(root.variables).first(own_variables), catalogue);
        result.gsd_m = gsd_of(root.attributes, result.projection.get());
    }

    /// All levels as one asset: the grid of the finest, the variables of all; a band that the finest level does not
    /// have says its own resolution.
    StoreGroup pyramid(std::uint32_t parent, const std::vector<std::uint32_t>& levels) {
        StoreGroup result = single(levels.front(), true);
        const Group& group = m_dataset.groups[parent];
        result.path = below_root(group.path);
        result.title = to_utf8(text_attribute(group.attributes, "title"));
        const bool has_own_level = std::find(levels.begin(), levels.end(), parent) != levels.end();
        if (!has_own_level) {  // else its arrays are at no level's path
            for (const std::uint32_t level : levels)
                result.levels.push_back(below_group(m_dataset.groups[level].path, group));
        }
        Cube cube = *result.cube;
        Known known;
        for (const CubeVariable& variable : cube.variables) known.variables.insert(variable.name);
        for (const CubeDimension& dimension : cube.dimensions) known.dimensions.insert(dimension.name);
        for (const Band& band : result.bands) known.bands.insert(band.name);
        for (std::size_t i = 1; i < levels.size(); ++i) add_level(single(levels[i], true), known, cube, result);
        if (!has_own_level && !group.variables.empty()) add_level(single(parent, true), known, cube, result);
        const auto by_name = [](const auto& one, const auto& other) { return one.name < other.name; };
        std::stable_sort(cube.variables.begin(), cube.variables.end(), by_name);  // not level by level
        std::stable_sort(result.bands.begin(), result.bands.end(), by_name);
        result.cube = std::make_shared<const Cube>(std::move(cube));
        return result;
    }

    /// Names in the cube and the bands of a pyramid.
    struct Known {
        std::set<std::string> variables;
        std::set<std::string> dimensions;
        std::set<std::string> bands;
    };

    static void add_level(const StoreGroup& level, Known& known, Cube& cube, StoreGroup& result) {
        const std::vector<CubeDimension>& dimensions = level.cube->dimensions;
        std::map<std::string_view, std::size_t> places;
        for (std::size_t i = 0; i < dimensions.size(); ++i) places.emplace(dimensions[i].name, i);
        for (const CubeVariable& variable : level.cube->variables) {
            if (!known.variables.insert(variable.name).second) continue;
            std::set<std::size_t> used;  // in the order of the level's cube
            for (const std::string& name : variable.dimensions) used.insert(places.at(name));
            for (const std::size_t i : used) {
                if (known.dimensions.insert(dimensions[i].name).second) cube.dimensions.push_back(dimensions[i]);
            }
            cube.variables.push_back(variable);
        }
        for (const Band& band : level.bands) {
            if (!known.bands.insert(band.name).second) continue;
            result.bands.push_back(band);
            Band& added = result.bands.back();
            if (level.gsd_m != result.gsd_m) added.gsd_m = level.gsd_m;
            if (level.projection && result.projection && level.projection->shape != result.projection->shape)
                added.shape = level.projection->shape;
        }
    }

    const Dataset& m_dataset;
    const Granule& m_whole;
    const Policies& m_policies;
    GroupInterpreter m_interpret_group;
    Names m_names;
    BandCatalogue m_bands;  ///< of the root
    std::map<std::string, std::uint32_t> m_by_path;
    Inheritance m_inheritance;
    std::map<std::uint32_t, BandCatalogue> m_catalogues;  ///< of groups within the root that have one
    std::size_t m_without_attributes = 0;                 ///< groups that could not inherit those around them
};

}  // namespace

void unite_footprints_of_groups(const std::vector<StoreGroup>& groups, Footprint& whole, Findings& findings) {
    if (whole.box || groups.size() < 2) return;
    constexpr double k_alike_deg = 0.01;  // resolutions of one scene differ by less
    std::vector<Box> boxes;
    Evidence worst = Evidence::bounds;
    std::shared_ptr<const Outline> outline;
    for (const StoreGroup& group : groups) {
        const Footprint& footprint = group.footprint;
        if (!footprint.box) continue;
        if (boxes.empty()) outline = footprint.outline;
        if (outline && !(footprint.outline && are_alike(*outline, *footprint.outline, k_alike_deg))) outline = nullptr;
        boxes.push_back(*footprint.box);
        worst = std::max(worst, footprint.evidence);
    }
    if (boxes.empty()) return;
    const std::string why_no_place = whole.reason;
    whole = {};
    whole.outline = outline;
    whole.box = hull(boxes);
    whole.evidence = worst;
    whole.reason = fmt::format("of {} of {} groups; of the others the place is not known ({})", boxes.size(),
                               groups.size(), why_no_place);
    findings.note(fmt::format("The place is that of {} of {} groups; of the others it is not known.", boxes.size(),
                              groups.size()));
    findings.add("footprint", whole.reason);
}

std::vector<StoreGroup> read_store_groups(const Dataset& dataset, const Granule& whole, const Policies& policies,
                                          GroupInterpreter interpret_group, Findings& findings) {
    if (dataset.groups.empty() || !dataset.store || dataset.store->is_array) return {};
    GroupReader reader(dataset, whole, policies, interpret_group);
    std::vector<StoreGroup> groups = reader.read();
    if (reader.without_attributes() > 0) {
        findings.note(
            fmt::format("{} groups are described without the attributes of the groups around them, which are "
                        "too many to be looked at for each.",
                        reader.without_attributes()));
    }
    return groups;
}

}  // namespace cairn
