#include "builder/probe/hdf5/dimensions.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace cairn::hdf5 {

namespace {

/// Looks up dimensions of one group, which only grow: few by scanning, as most files have, many through an index.
class DimensionIndex {
  public:
    using Ids = std::vector<std::int64_t>;

    std::optional<std::int64_t> with_scale(const std::vector<FoundDimension>& dimensions, std::uint64_t scale) {
        if (dimensions.size() > k_few) {
            catch_up(dimensions);
            const auto known = m_by_scale.find(scale);
            return known == m_by_scale.end() ? std::nullopt : std::optional(known->second);
        }
        for (const FoundDimension& dimension : dimensions) {
            if (dimension.scale == scale) return dimension.id;
        }
        return std::nullopt;
    }

    /// The first of the size that is not among `taken`, those of one variable.
    std::optional<std::int64_t> with_size(const std::vector<FoundDimension>& dimensions, std::uint64_t size,
                                          bool is_unlimited, const Ids& taken) {
        const auto is_free = [&](std::int64_t id) { return std::find(taken.begin(), taken.end(), id) == taken.end(); };
        if (dimensions.size() > k_few) {
            catch_up(dimensions);
            const Ids& ids = m_by_size[{size, is_unlimited}];
            const auto known = std::find_if(ids.begin(), ids.end(), is_free);
            return known == ids.end() ? std::nullopt : std::optional(*known);
        }
        for (const FoundDimension& dimension : dimensions) {
            if (dimension.size == size && dimension.unlimited == is_unlimited && is_free(dimension.id))
                return dimension.id;
        }
        return std::nullopt;
    }

  private:
    static constexpr std::size_t k_few = 32;

    void catch_up(const std::vector<FoundDimension>& dimensions) {
        for (; m_indexed < dimensions.size(); ++m_indexed) {
            const FoundDimension& dimension = dimensions[m_indexed];
            m_by_scale.emplace(dimension.scale, dimension.id);
            m_by_size[{dimension.size, dimension.unlimited}].push_back(dimension.id);
        }
    }

    std::size_t m_indexed = 0;  ///< the first so many of the group's
    std::unordered_map<std::uint64_t, std::int64_t> m_by_scale;
    std::map<std::pair<std::uint64_t, bool>, Ids> m_by_size;
};

class Matcher {
  public:
    explicit Matcher(FoundFile& found) : m_found(found), m_indexes(found.groups.size()) {}

    /// Groups within come first: phony dimensions are numbered in that order. At most k_deepest_group levels.
    void match(std::uint32_t index) {
        const std::vector<std::uint32_t>& children = m_found.groups[index].children;
        for (const std::uint32_t child : children) match(child);
        FoundGroup& group = m_found.groups[index];
        for (FoundVariable& variable : group.variables) {
            if (variable.dimension_ids) continue;
            variable.dimension_ids.emplace();
            if (variable.scales.empty()) {
                add_phony(index, variable);
            } else {
                for (const std::uint64_t scale : variable.scales)
                    variable.dimension_ids->push_back(id_of(index, scale, variable));
            }
        }
    }

  private:
    /// In this group or in those around it.
    std::int64_t id_of(std::uint32_t index, std::uint64_t scale, const FoundVariable& variable) {
        for (;;) {
            const FoundGroup& group = m_found.groups[index];
            if (const auto id = m_indexes[index].with_scale(group.dimensions, scale)) return *id;
            if (index == 0)
                throw Unsupported{
                    fmt::format("the variable {} with a scale that is no dimension", to_utf8(variable.name))};
            index = group.parent;
        }
    }

    /// Any dimension of the group that has the size will do, but each only once a variable.
    void add_phony(std::uint32_t index, FoundVariable& variable) {
        FoundGroup& group = m_found.groups[index];
        std::vector<std::int64_t>& ids = *variable.dimension_ids;
        for (std::size_t i = 0; i < variable.space.sizes.size(); ++i) {
            const std::uint64_t size = variable.space.sizes[i];
            const bool is_unlimited = variable.space.largest[i] == k_undefined;
            if (const auto known = m_indexes[index].with_size(group.dimensions, size, is_unlimited, ids)) {
                ids.push_back(*known);
                continue;
            }
            FoundDimension dimension;
            dimension.id = m_found.next_dimension_id++;
            dimension.name = fmt::format("phony_dim_{}", dimension.id);
            dimension.size = size;
            dimension.unlimited = is_unlimited || size == 0;
            ids.push_back(dimension.id);
            group.dimensions.push_back(std::move(dimension));
        }
    }

    FoundFile& m_found;
    std::vector<DimensionIndex> m_indexes;  ///< of the groups
};

class Builder {
  public:
    explicit Builder(FoundFile& found) : m_found(found) {}

    Dataset build() {
        m_dataset.reader = "native-hdf5";
        m_dataset.format = m_found.is_classic_model ? "netCDF-4 classic model" : "netCDF-4";
        m_dataset.groups.resize(m_found.groups.size());
        for (std::uint32_t i = 0; i < m_found.groups.size(); ++i) add_dimensions(i);
        for (std::uint32_t i = 0; i < m_found.groups.size(); ++i) add_variables(i);
        return std::move(m_dataset);
    }

  private:
    void add_dimensions(std::uint32_t index) {
        FoundGroup& from = m_found.groups[index];
        Group& group = m_dataset.groups[index];
        group.path = std::move(from.path);
        group.parent = from.parent;
        std::sort(from.dimensions.begin(), from.dimensions.end(),
                  [](const FoundDimension& a, const FoundDimension& b) { return a.id < b.id; });
        for (FoundDimension& dimension : from.dimensions) {
            const DimensionId id{index, static_cast<std::uint32_t>(group.dimensions.size())};
            if (!m_ids.emplace(dimension.id, id).second)
                throw Unsupported{fmt::format("two dimensions with the number {}", dimension.id)};
            group.dimensions.push_back(
                {std::move(dimension.name), dimension.unlimited ? 0 : dimension.size, dimension.unlimited});
        }
    }

    void add_variables(std::uint32_t index) {
        FoundGroup& from = m_found.groups[index];
        Group& group = m_dataset.groups[index];
        group.attributes = kept(from.attributes);
        group.variables.reserve(from.variables.size());
        for (FoundVariable& found : from.variables) {
            Variable& variable = group.variables.emplace_back();
            variable.name = std::move(found.name);
            variable.type = found.type;
            variable.attributes = kept(found.attributes);
            for (std::size_t i = 0; i < found.dimension_ids->size(); ++i) {
                const DimensionId id = dimension_of((*found.dimension_ids)[i], variable.name);
                variable.dimensions.push_back(id);
                grow(id, index, found.space.sizes[i]);
            }
        }
    }

    DimensionId dimension_of(std::int64_t id, const std::string& name) const {
        const auto known = m_ids.find(id);
        if (known == m_ids.end())
            throw Unsupported{fmt::format("the variable {} of a dimension {} that does not exist", to_utf8(name), id)};
        return known->second;
    }

    /// Variables of the dimension's own group and of those within count.
    void grow(DimensionId id, std::uint32_t group, std::uint64_t size) {
        Dimension& dimension = m_dataset.groups[id.group].dimensions[id.index];
        if (!dimension.unlimited || size <= dimension.size) return;
        while (group != id.group && group != 0) group = m_dataset.groups[group].parent;
        if (group == id.group) dimension.size = size;
    }

    std::vector<Attribute> kept(FoundAttributes& attributes) const {
        for (std::size_t i = attributes.user_typed.size(); i > 0; --i) {
            const UserTypedAttribute& user = attributes.user_typed[i - 1];
            if (!is_user_class(user.type) || !m_found.types.contains(user.type))
                attributes.all.erase(attributes.all.begin() + static_cast<std::ptrdiff_t>(user.index));
        }
        return std::move(attributes.all);
    }

    FoundFile& m_found;
    Dataset m_dataset;
    std::unordered_map<std::int64_t, DimensionId> m_ids;
};

}  // namespace

void match_dimensions(FoundFile& found) { Matcher(found).match(0); }

Dataset to_dataset(FoundFile& found) { return Builder(found).build(); }

}  // namespace cairn::hdf5
