#include "builder/group/cube_union.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace cairn {

namespace {

constexpr std::size_t k_most_values = 1000;  ///< of the coordinates of an irregular axis; more are left out

std::string_view name_of_kind(DimensionKind kind) {
    switch (kind) {
        case DimensionKind::temporal:
            return "temporal";
        case DimensionKind::longitude:
            return "longitude";
        case DimensionKind::latitude:
            return "latitude";
        case DimensionKind::projected_x:
            return "projected x";
        case DimensionKind::projected_y:
            return "projected y";
        case DimensionKind::vertical:
            return "vertical";
        case DimensionKind::geometry:
            return "geometry";
        case DimensionKind::bands:
            return "bands";
        case DimensionKind::other:
            return "other";
    }
    return "other";
}

template <class T>
std::optional<T> least(const std::optional<T>& a, const std::optional<T>& b) {
    return a && b ? std::min(*a, *b) : (a ? a : b);
}

template <class T>
std::optional<T> greatest(const std::optional<T>& a, const std::optional<T>& b) {
    return a && b ? std::max(*a, *b) : (a ? a : b);
}

/// All values of two axes; none when one of them does not list its values.
std::vector<double> united_values(const std::vector<double>& a, const std::vector<double>& b) {
    if (a == b) return a;
    if (a.empty() || b.empty()) return {};
    std::vector<double> all = a;
    all.insert(all.end(), b.begin(), b.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.size() > k_most_values) all.clear();
    if (a.front() > a.back()) std::reverse(all.begin(), all.end());
    return all;
}

std::vector<std::string> united_labels(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a == b) return a;
    if (a.empty() || b.empty()) return {};
    std::vector<std::string> all = a;
    for (const std::string& label : b) {
        if (std::find(all.begin(), all.end(), label) == all.end()) all.push_back(label);
        if (all.size() > k_most_values) return {};
    }
    return all;
}

void unite_extent(CubeDimension& into, const CubeDimension& other) {
    const bool same_cells = into.minimum == other.minimum && into.maximum == other.maximum && into.size == other.size;
    if (into.spacing != other.spacing || !same_cells) into.spacing.reset();  // between the files there may be gaps
    into.minimum = least(into.minimum, other.minimum);
    into.maximum = greatest(into.maximum, other.maximum);
    into.values = united_values(into.values, other.values);
    into.labels = united_labels(into.labels, other.labels);
    into.size = std::max(into.size, other.size);
    if (into.box && other.box) into.box = hull(std::vector<Box>{*into.box, *other.box});
    if (!other.box) into.box.reset();
    if (into.reference_system != other.reference_system) into.reference_system.clear();
}

/// Native values of time axes count from different references: they have no union, the instants (TemporalExtent) have.
void unite_native_time(CubeDimension& into, const CubeDimension& other) {
    if (into.unit != other.unit) {
        into.unit.clear();
        into.minimum.reset();
        into.maximum.reset();
        into.spacing.reset();
        into.values.clear();
        return;
    }
    const std::uint64_t size = into.size;  // that of the first granule
    unite_extent(into, other);
    into.size = size;
}

/// The longest time that an ISO 8601 duration of our own making ("P1M", "P1DT12H", "PT0.5S") can mean, with a little
/// more for centres that are not exactly one step apart.
std::int64_t longest_microseconds(std::string_view duration) {
    double seconds = 0;
    bool is_clock = false;
    for (std::size_t at = 1; at < duration.size();) {
        if (duration[at] == 'T') {
            is_clock = true;
            ++at;
            continue;
        }
        const std::size_t unit = duration.find_first_not_of("0123456789.", at);
        if (unit == std::string_view::npos || unit == at) return 0;
        double count = 0;
        if (std::from_chars(duration.data() + at, duration.data() + unit, count).ec != std::errc()) return 0;
        switch (duration[unit]) {
            case 'Y':
                seconds += count * 366 * 86'400;
                break;
            case 'M':
                seconds += count * (is_clock ? 60 : 31 * 86'400);
                break;
            case 'D':
                seconds += count * 86'400;
                break;
            case 'H':
                seconds += count * 3'600;
                break;
            case 'S':
                seconds += count;
                break;
            default:
                return 0;
        }
        at = unit + 1;
    }
    return static_cast<std::int64_t>(seconds * 1.001e6);
}

std::string nodata_text(const std::optional<double>& nodata) { return nodata ? fmt::format("{}", *nodata) : "none"; }

}  // namespace

void CubeUnion::add(const Granule& granule) {
    if (!granule.cube) return;
    const Mapping& mapping = granule.cube.get() == m_last ? *m_last_mapping : add_cube(granule.cube);
    for (const TemporalExtent& extent : granule.temporal) {
        if (extent.dimension >= mapping.size()) continue;
        if (extent.interval) keep_step_if_joined(mapping[extent.dimension], *extent.interval);
        unite(m_temporal[mapping[extent.dimension]], extent);
    }
}

/// A step holds for the whole only when no file is missing between two: the next begins where the last ended, or one
/// step later.
void CubeUnion::keep_step_if_joined(std::uint32_t dimension, const UtcInterval& next) {
    std::string& step = m_cube.dimensions[dimension].step;
    std::optional<UtcInstant>& last = m_last_end[dimension];
    if (last && !step.empty()) {
        const std::int64_t gap = next.start.microseconds - last->microseconds;
        if (gap < 0 || gap > longest_microseconds(step)) step.clear();
    }
    last = last ? std::max(*last, next.end) : next.end;
}

const CubeUnion::Mapping& CubeUnion::add_cube(const std::shared_ptr<const Cube>& cube) {
    const auto [entry, is_new] = m_known.try_emplace(cube);
    if (is_new) {
        for (const CubeDimension& dimension : cube->dimensions) entry->second.push_back(add_dimension(dimension));
        for (const CubeVariable& variable : cube->variables) add_variable(variable);
    }
    m_last = cube.get();
    m_last_mapping = &entry->second;
    return entry->second;
}

void CubeUnion::note_conflict(const std::string& what, const std::string& name, const std::string& kept,
                              const std::string& other) {
    m_notes.add(
        fmt::format("{} of '{}' differs between files: '{}' and '{}'; the first is given", what, name, kept, other));
}

std::uint32_t CubeUnion::add_dimension(const CubeDimension& dimension) {
    const auto [known, is_new] =
        m_dimensions.try_emplace(dimension.name, static_cast<std::uint32_t>(m_cube.dimensions.size()));
    if (is_new) {
        m_cube.dimensions.push_back(dimension);
        m_temporal.push_back({known->second, {}, {}});
        m_last_end.emplace_back();
        return known->second;
    }
    CubeDimension& into = m_cube.dimensions[known->second];
    if (into == dimension) return known->second;
    if (into.kind != dimension.kind) {
        note_conflict("the kind", into.name, std::string(name_of_kind(into.kind)),
                      std::string(name_of_kind(dimension.kind)));
        return known->second;
    }
    const bool is_time = into.kind == DimensionKind::temporal;
    if (!is_time && into.unit != dimension.unit) {
        note_conflict("the unit", into.name, into.unit, dimension.unit);
        return known->second;
    }
    if (into.calendar != dimension.calendar)
        note_conflict("the calendar", into.name, into.calendar, dimension.calendar);
    if (into.positive != dimension.positive)
        note_conflict("the direction", into.name, into.positive, dimension.positive);
    if (!is_time && into.size != dimension.size) {
        m_notes.add(fmt::format("the size of '{}' differs between files", into.name));
    }
    if (into.formula_terms != dimension.formula_terms) into.formula_terms.clear();
    if (into.step != dimension.step) into.step.clear();
    is_time ? unite_native_time(into, dimension) : unite_extent(into, dimension);
    return known->second;
}

void CubeUnion::add_variable(const CubeVariable& variable) {
    const auto [known, is_new] =
        m_variables.try_emplace(variable.name, static_cast<std::uint32_t>(m_cube.variables.size()));
    if (is_new) {
        m_cube.variables.push_back(variable);
        return;
    }
    CubeVariable& kept = m_cube.variables[known->second];
    if (kept == variable) return;
    if (kept.scale != variable.scale || kept.offset != variable.offset) {  // true of each file, of none of the whole
        kept.scale.reset();
        kept.offset.reset();
    }
    if (kept.value != variable.value) kept.value.reset();
    if (!(kept.flags == variable.flags)) kept.flags = {};
    const auto compare = [&](const char* what, const std::string& a, const std::string& b) {
        if (a != b) note_conflict(what, kept.name, a, b);
    };
    const auto axis = m_dimensions.find(kept.name);  // reference dates of time axes differ as a rule: no news
    const bool is_time = axis != m_dimensions.end() && m_cube.dimensions[axis->second].kind == DimensionKind::temporal;
    if (!is_time) compare("the unit", kept.unit, variable.unit);
    compare("the type", kept.data_type, variable.data_type);
    compare("the standard name", kept.standard_name, variable.standard_name);
    compare("the cell methods", kept.cell_methods, variable.cell_methods);
    compare("the missing value", nodata_text(kept.nodata), nodata_text(variable.nodata));
    compare("the dimensions", fmt::format("{}", fmt::join(kept.dimensions, ", ")),
            fmt::format("{}", fmt::join(variable.dimensions, ", ")));
}

void CubeUnion::finish(Cube& cube, std::vector<TemporalExtent>& temporal, Notes& notes) {
    cube = std::move(m_cube);
    for (TemporalExtent& extent : m_temporal) {
        if (cube.dimensions[extent.dimension].unit.empty()) extent.native.reset();  // counted from different dates
        if (extent.interval || extent.native) temporal.push_back(extent);
    }
    for (std::string& note : std::move(m_notes).take()) notes.add(std::move(note));
}

}  // namespace cairn
