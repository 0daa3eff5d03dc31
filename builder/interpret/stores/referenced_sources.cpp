#include "builder/interpret/stores/referenced_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <type_traits>
#include <utility>

#include "base/text.hpp"
#include "builder/interpret/space/cells.hpp"
#include "builder/interpret/time/time_axis.hpp"

namespace cairn {

namespace {

/// Rows [begin, end) of values that have `row` elements each; monostate stays.
Values rows_of(const Values& values, std::size_t row, std::size_t begin, std::size_t end) {
    return std::visit(
        [&](const auto& held) -> Values {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
                return {};
            } else {
                if (end * row > held.size()) return {};
                return std::decay_t<decltype(held)>(held.begin() + static_cast<std::ptrdiff_t>(begin * row),
                                                    held.begin() + static_cast<std::ptrdiff_t>(end * row));
            }
        },
        values);
}

/// The values of an axis are many, and there is a part for every source. Dimensions are left out, too.
Variable without_values(const Variable& variable) {
    Variable copy;
    copy.name = variable.name;
    copy.type = variable.type;
    copy.attributes = variable.attributes;
    copy.values_missing_because = variable.values_missing_because;
    copy.fill_value = variable.fill_value;
    return copy;
}

/// A one-dimensional coordinate and its bounds, cut to [begin, end): a dataset that means the same as the part does.
Dataset part_of(const Anatomy& anatomy, VariableId coordinate, std::uint64_t begin, std::uint64_t end) {
    const Dataset& whole = anatomy.dataset();
    Dataset part;
    part.groups.emplace_back();
    Group& root = part.groups.front();
    root.path = "/";
    for (const char* name : {"time_coverage_start", "time_coverage_end", "valid_time_start", "valid_time_stop"}) {
        const Attribute* attribute = find_attribute(whole.groups.front().attributes, name);
        if (attribute != nullptr) root.attributes.push_back(*attribute);
    }
    const Variable& original = variable_of(whole, coordinate);
    const auto cut = [&](const Variable& variable, std::size_t row) {
        Variable copy = without_values(variable);
        for (const DimensionId id : variable.dimensions) {
            copy.dimensions.push_back({0, static_cast<std::uint32_t>(root.dimensions.size())});
            root.dimensions.push_back(dimension(whole, id));
        }
        root.dimensions[copy.dimensions.front().index].size = end - begin;
        copy.values = rows_of(variable.values, row, begin, end);
        if (std::holds_alternative<std::monostate>(copy.values) && copy.values_missing_because.empty()) {
            copy.values_missing_because = "they were not read";
        }
        return copy;
    };
    root.variables.push_back(cut(original, 1));
    const auto bounds = anatomy.bounds_of(coordinate);
    if (!bounds) return part;
    const Variable& cells = variable_of(whole, *bounds);
    if (cells.dimensions.size() != 2 || cells.dimensions.front() != original.dimensions.front()) return part;
    Variable copy = cut(cells, dimension(whole, cells.dimensions.back()).size);
    copy.dimensions.front() = root.variables.front().dimensions.front();
    root.variables.push_back(std::move(copy));
    return part;
}

class SourceReader {
  public:
    SourceReader(const Anatomy& anatomy, const Policies& policies) : m_anatomy(anatomy), m_policies(policies) {
        for (const VariableId id : anatomy.variables()) {
            const Variable& variable = variable_of(anatomy.dataset(), id);
            if (!anatomy.part(id).is_coordinate_variable || variable.dimensions.size() != 1) continue;
            const DimensionId on = variable.dimensions.front();
            m_coordinates.try_emplace(std::pair(on.group, on.index), id);
        }
    }

    std::shared_ptr<const SourceCoverage> read(const ReferencedSource& source) {
        auto result = std::make_shared<SourceCoverage>();
        SourceCoverage& coverage = *result;
        coverage.url = to_utf8(source.url);
        coverage.bytes = source.bytes;
        coverage.reason = why_no_time(source);
        for (const IndexRange& range : source.covers) add(range, coverage);
        if (coverage.interval) coverage.reason.clear();
        coverage.reason.shrink_to_fit();
        return result;
    }

  private:
    /// One text for very many sources: it names dimensions, not files.
    std::string why_no_time(const ReferencedSource& source) const {
        if (source.covers.empty()) return "nothing but coordinates and scalars of it are referenced";
        std::string names;
        for (const IndexRange& range : source.covers) {
            const auto found = m_coordinates.find(std::pair(range.dimension.group, range.dimension.index));
            if (found != m_coordinates.end() && m_anatomy.part(found->second).meaning.axis == Axis::time) continue;
            names += (names.empty() ? "" : ", ") + to_utf8(dimension(m_anatomy.dataset(), range.dimension).name);
        }
        if (names.empty()) return "its chunks are not inside of the time axis";
        return fmt::format("its chunks are on {}, of which none is a time axis", names);
    }

    using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint64_t, std::uint64_t>;

    void add(const IndexRange& range, SourceCoverage& coverage) {
        const std::uint64_t size = dimension(m_anatomy.dataset(), range.dimension).size;
        const auto found = m_coordinates.find(std::pair(range.dimension.group, range.dimension.index));
        if (range.begin >= range.end || range.end > size) return;
        const Axis axis = found == m_coordinates.end() ? Axis::none : m_anatomy.part(found->second).meaning.axis;
        if (axis == Axis::time) {
            add_time(found->second, range, coverage);
        } else if (range.begin > 0 || range.end < size) {
            add_part(found == m_coordinates.end() ? nullptr : &found->second, range, axis, coverage);
        }
    }

    void add_time(VariableId id, const IndexRange& range, SourceCoverage& coverage) {
        const Key key{range.dimension.group, range.dimension.index, range.begin, range.end};
        const auto [known, is_new] = m_times.try_emplace(key);
        if (is_new) {
            const Dataset part = part_of(m_anatomy, id, range.begin, range.end);
            const Anatomy anatomy(part);
            Findings unsaid;
            known->second = decode_time_axis(anatomy, {0, 0}, m_policies, unsaid).coverage;
        }
        const TimeCoverage& time = known->second;
        if (time.interval) {
            coverage.interval = coverage.interval ? hull(*coverage.interval, *time.interval) : *time.interval;
        } else {
            // The store says why, once: this is kept for each of its files.
            const std::string axis = to_utf8(variable_of(m_anatomy.dataset(), id).name);
            coverage.reason = fmt::format("the part of time axis '{}' that it covers is not known", axis);
        }
    }

    void add_part(const VariableId* coordinate, const IndexRange& range, Axis axis, SourceCoverage& coverage) {
        PartOfDimension part{to_utf8(qualified_name(m_anatomy.dataset(), range.dimension)), std::nullopt, std::nullopt};
        // Without a coordinate the dimension may be one of the grid (cells, rows of a curvilinear grid).
        const bool may_be_place =
            axis == Axis::none || (axis != Axis::vertical && axis != Axis::reference_time && axis != Axis::lead_time);
        coverage.has_part_of_place = coverage.has_part_of_place || may_be_place;
        if (coordinate != nullptr) {
            const Cells& cells = cells_of_axis(*coordinate);
            for (std::uint64_t i = range.begin; i < std::min<std::uint64_t>(range.end, cells.centres.size()); ++i) {
                const double value = cells.centres[i];
                if (std::isnan(value)) continue;
                part.minimum = part.minimum ? std::min(*part.minimum, value) : value;
                part.maximum = part.maximum ? std::max(*part.maximum, value) : value;
            }
        }
        coverage.parts.push_back(std::move(part));
    }

    const Cells& cells_of_axis(VariableId id) {
        const auto known = m_cells.find(id);
        if (known != m_cells.end()) return known->second;
        return m_cells.emplace(id, cells_of(m_anatomy, id, Float32As::shortest_decimal)).first->second;
    }

    const Anatomy& m_anatomy;
    const Policies& m_policies;
    std::map<VariableId, Cells> m_cells;
    std::map<std::pair<std::uint32_t, std::uint32_t>, VariableId> m_coordinates;  ///< by dimension
    std::map<Key, TimeCoverage> m_times;  ///< many sources cover the same part (one a variable)
};

}  // namespace

std::vector<std::shared_ptr<const SourceCoverage>> read_sources(const Anatomy& anatomy, const Policies& policies) {
    SourceReader reader(anatomy, policies);
    std::vector<std::shared_ptr<const SourceCoverage>> sources;
    sources.reserve(anatomy.dataset().sources.size());
    for (const ReferencedSource& source : anatomy.dataset().sources) sources.push_back(reader.read(source));
    return sources;
}

}  // namespace cairn
