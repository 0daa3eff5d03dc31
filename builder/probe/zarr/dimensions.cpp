#include "builder/probe/zarr/dimensions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"

namespace cairn::zarr {

namespace {

class Placer {
  public:
    Placer(Dataset& dataset, const std::vector<ArrayAxes>& arrays, Reports& reports)
        : m_dataset(dataset), m_arrays(arrays), m_reports(reports), m_groups(dataset.groups.size()) {}

    void place() {
        for (const ArrayAxes& array : m_arrays) {
            for (const Axis& axis : array.axes) {
                if (is_along_itself(array, axis))
                    m_groups[array.id.group].coordinates.emplace(axis.name->name, axis.size);
            }
        }
        // Where one name has two sizes, the coordinate's size keeps it.
        for (const bool wanted : {true, false}) {
            for (const ArrayAxes& array : m_arrays) {
                if (is_coordinate(array) == wanted) place(array);
            }
        }
    }

  private:
    struct Sizes {
        std::map<std::uint64_t, std::uint32_t> index;  ///< of the dimension of each size
        std::uint32_t next_number = 2;
    };
    struct GroupNames {
        std::unordered_map<std::string, std::uint64_t> coordinates;  ///< arrays along a dimension of their own name
        std::unordered_map<std::string, Sizes> dimensions;
        std::map<std::uint64_t, std::vector<std::uint32_t>> phony;  ///< by size
        std::map<std::pair<std::string, std::uint64_t>, DimensionId> known;
    };

    const std::string& name_of(const ArrayAxes& array) const {
        return m_dataset.groups[array.id.group].variables[array.id.index].name;
    }

    bool is_along_itself(const ArrayAxes& array, const Axis& axis) const {
        return axis.name && axis.name->name == name_of(array);
    }

    bool is_coordinate(const ArrayAxes& array) const {
        return std::any_of(array.axes.begin(), array.axes.end(),
                           [&](const Axis& axis) { return is_along_itself(array, axis); });
    }

    void place(const ArrayAxes& array) {
        std::vector<DimensionId>& ids = m_dataset.groups[array.id.group].variables[array.id.index].dimensions;
        for (const Axis& axis : array.axes) ids.push_back(axis.name ? named(array, axis) : phony(array, axis, ids));
    }

    DimensionId named(const ArrayAxes& array, const Axis& axis) {
        auto& known = m_groups[array.id.group].known;
        const bool is_referenced = axis.name->group.has_value();
        if (!is_referenced) {
            const auto at = known.find({axis.name->name, axis.size});
            if (at != known.end()) return at->second;
        }
        const std::uint32_t group = group_of(array.id.group, axis);
        const DimensionId id{group, index_in(group, axis, array.key)};
        if (!is_referenced) known.emplace(std::pair(axis.name->name, axis.size), id);
        return id;
    }

    std::uint32_t group_of(std::uint32_t own, const Axis& axis) const {
        const AxisName& name = *axis.name;
        for (std::uint32_t group = own;; group = m_dataset.groups[group].parent) {
            const auto coordinate = m_groups[group].coordinates.find(name.name);
            const bool is_its =
                name.group ? m_dataset.groups[group].path == *name.group
                           : coordinate != m_groups[group].coordinates.end() && coordinate->second == axis.size;
            if (is_its) return group;
            if (m_dataset.groups[group].parent == group) return own;
        }
    }

    std::uint32_t index_in(std::uint32_t group, const Axis& axis, const std::string& key) {
        auto& dimensions = m_groups[group].dimensions;
        Sizes& sizes = dimensions[axis.name->name];
        const auto known = sizes.index.find(axis.size);
        if (known != sizes.index.end()) return known->second;
        std::string name = axis.name->name;
        if (!sizes.index.empty()) {
            name = unused_name(dimensions, name, sizes.next_number);
            m_reports.warning(
                "probe/two-sizes", key,
                fmt::format("the dimension '{}' has {} elements here, and {} in another array of the "
                            "group: here it is called '{}'",
                            to_utf8(axis.name->name), axis.size, sizes.index.begin()->first, to_utf8(name)));
        }
        const std::uint32_t index = add(group, name, axis.size);
        sizes.index.emplace(axis.size, index);
        if (name != axis.name->name) dimensions[name].index.emplace(axis.size, index);
        return index;
    }

    template <class Dimensions>
    static std::string unused_name(const Dimensions& dimensions, const std::string& name, std::uint32_t& number) {
        for (;; ++number) {
            std::string candidate = fmt::format("{}_{}", name, number);
            if (dimensions.find(candidate) == dimensions.end()) return candidate;
        }
    }

    /// Any dimension without a name of the group that has the size will do, but each only once an array.
    DimensionId phony(const ArrayAxes& array, const Axis& axis, const std::vector<DimensionId>& taken) {
        GroupNames& names = m_groups[array.id.group];
        std::vector<std::uint32_t>& fitting = names.phony[axis.size];
        for (const std::uint32_t index : fitting) {
            const DimensionId id{array.id.group, index};
            if (std::find(taken.begin(), taken.end(), id) == taken.end()) return id;
        }
        std::string name;
        do {
            name = fmt::format("phony_dim_{}", m_next_phony++);
        } while (names.dimensions.find(name) != names.dimensions.end());
        fitting.push_back(add(array.id.group, name, axis.size));
        names.dimensions[name].index.emplace(axis.size, fitting.back());
        return {array.id.group, fitting.back()};
    }

    std::uint32_t add(std::uint32_t group, std::string name, std::uint64_t size) {
        std::vector<Dimension>& dimensions = m_dataset.groups[group].dimensions;
        dimensions.push_back({std::move(name), size, false});
        return static_cast<std::uint32_t>(dimensions.size() - 1);
    }

    Dataset& m_dataset;
    const std::vector<ArrayAxes>& m_arrays;
    Reports& m_reports;
    std::vector<GroupNames> m_groups;
    std::uint32_t m_next_phony = 0;
};

}  // namespace

void place_dimensions(Dataset& dataset, const std::vector<ArrayAxes>& arrays, Reports& reports) {
    Placer(dataset, arrays, reports).place();
}

}  // namespace cairn::zarr
