#include "builder/interpret/time/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "builder/cf/time_units.hpp"
#include "builder/cf/words.hpp"
#include "builder/interpret/time/data_groups.hpp"
#include "builder/interpret/time/forecast.hpp"

namespace cairn {

namespace {

/// Candidates compared for one data variable; real files have one to five.
constexpr std::size_t k_most_unlisted = 64;

bool is_time(const Anatomy& anatomy, VariableId id) { return anatomy.part(id).meaning.axis == Axis::time; }

/// The last dimension of a character array is the length of its texts.
bool lies_on(const Variable& coordinate, const Variable& data) {
    const bool is_text = coordinate.type == Type::character && !coordinate.dimensions.empty();
    return std::all_of(
        coordinate.dimensions.begin(), coordinate.dimensions.end() - (is_text ? 1 : 0), [&](DimensionId id) {
            return std::find(data.dimensions.begin(), data.dimensions.end(), id) != data.dimensions.end();
        });
}

/// "day as %Y%m%d.%f": no reference date and no calendar can be wrong about them. HYCOM lists such beside a count.
bool has_written_dates(const Variable& variable) {
    return to_lower(text_attribute(variable.attributes, "units")).find(" as %y") != std::string::npos;
}

std::vector<VariableId> times_not_on_a_dimension(const Anatomy& anatomy) {
    std::vector<VariableId> result;
    for (const VariableId id : anatomy.variables()) {
        if (is_time(anatomy, id) && !anatomy.part(id).is_coordinate_variable && result.size() < k_most_unlisted) {
            result.push_back(id);
        }
    }
    return result;
}

/// The candidate with the strongest reason to be the time; they come in order of preference.
std::optional<VariableId> strongest(const Anatomy& anatomy, const std::vector<VariableId>& candidates) {
    std::optional<VariableId> best;
    for (const VariableId id : candidates) {
        if (!best || anatomy.part(id).meaning.source > anatomy.part(*best).meaning.source) best = id;
    }
    return best;
}

std::optional<VariableId> time_of(const Anatomy& anatomy, VariableId data, const std::vector<VariableId>& unlisted) {
    const Variable& variable = variable_of(anatomy.dataset(), data);
    std::vector<VariableId> candidates;
    for (const DimensionId dimension : variable.dimensions) {
        const auto coordinate = anatomy.coordinate_variable(data.group, dimension);
        if (coordinate && is_time(anatomy, *coordinate)) candidates.push_back(*coordinate);
    }
    for (const VariableId id : anatomy.listed_coordinates(data)) {
        if (!is_time(anatomy, id)) continue;
        if (has_written_dates(variable_of(anatomy.dataset(), id))) return id;
        candidates.push_back(id);
    }
    if (candidates.empty()) {
        for (const VariableId id : unlisted) {
            if (anatomy.encloses(id.group, data.group) && lies_on(variable_of(anatomy.dataset(), id), variable)) {
                candidates.push_back(id);
            }
        }
    }
    return strongest(anatomy, candidates);
}

std::set<VariableId> axes_that_count(const Anatomy& anatomy, const DataGroups& groups) {
    std::set<VariableId> axes;
    bool has_data = false;
    const std::vector<VariableId> unlisted = times_not_on_a_dimension(anatomy);
    for (const VariableId id : anatomy.variables()) {
        if (!anatomy.part(id).is_data) continue;
        has_data = true;
        if (groups.is_auxiliary(id.group)) continue;
        if (const auto axis = time_of(anatomy, id, unlisted)) axes.insert(*axis);
    }
    if (has_data) return axes;
    for (const VariableId id : anatomy.variables()) {
        if (is_time(anatomy, id)) axes.insert(id);
    }
    return axes;
}

/// Why a variable that is called a time is none.
std::string why_no_time(const Anatomy& anatomy, VariableId id) {
    const Variable& variable = variable_of(anatomy.dataset(), id);
    const std::string name = qualified_name(anatomy.dataset(), id);
    const std::string units = text_attribute(variable.attributes, "units");
    if (units.empty()) return fmt::format("variable '{}' has no units, so its values are not dates", name);
    if (!counts_from_date(units)) {
        return fmt::format("variable '{}' has units '{}' without a reference date, so its values are not dates", name,
                           units);
    }
    if (anatomy.has_unnamed_dimensions(id)) {
        return fmt::format(
            "the dimensions of variable '{}' in '{}' have no names, so that nothing says which data it "
            "belongs to",
            name, units);
    }
    return fmt::format("variable '{}' in '{}' is on no dimension of a data variable", name, units);
}

/// Why there is no time axis at all: what comes nearest to one.
std::string why_no_axis(const Anatomy& anatomy, const DataGroups& groups) {
    for (const VariableId id : anatomy.variables()) {
        if (!is_time(anatomy, id)) continue;
        const std::string name = qualified_name(anatomy.dataset(), id);
        if (groups.is_auxiliary(id.group)) {
            return fmt::format(
                "no time axis: the time '{}' is in a group beside the measurements, which does not date "
                "them",
                name);
        }
        return fmt::format("no data variable uses the time coordinate '{}'", name);
    }
    for (const VariableId id : anatomy.variables()) {
        if (anatomy.part(id).meaning.axis == Axis::reference_time) {
            return fmt::format("no time axis, only the forecast reference time '{}'",
                               qualified_name(anatomy.dataset(), id));
        }
    }
    for (const VariableId id : anatomy.variables()) {
        const Variable& variable = variable_of(anatomy.dataset(), id);
        if (is_time_name(variable.name) && variable.name.size() > 1) {
            return fmt::format("no time axis: {}", why_no_time(anatomy, id));
        }
    }
    return "no time axis";
}

void add_coverage(TimeCoverage& total, const TimeCoverage& added) {
    if (!added.interval) {
        if (total.reason.empty()) total.reason = added.reason;
        return;
    }
    const bool is_first = !total.interval;
    if (is_first) total.native = added.native;
    if (!is_first && !(total.native == added.native)) total.native.reset();  // no one axis dates it
    total.interval = is_first ? *added.interval : hull(*total.interval, *added.interval);
    total.evidence = total.evidence == Evidence::none ? added.evidence : std::max(total.evidence, added.evidence);
}

}  // namespace

TimeReading read_time(const Anatomy& anatomy, const Policies& policies, const std::optional<UtcInterval>& named,
                      Findings& findings) {
    TimeReading reading;
    const DataGroups groups(anatomy.dataset());
    const std::set<VariableId> counting = axes_that_count(anatomy, groups);
    for (const VariableId id : counting) {
        const AxisMeaning& meaning = anatomy.part(id).meaning;
        findings.add("time", fmt::format("axis '{}' by {}", qualified_name(anatomy.dataset(), id), meaning.because));
        const TimeAxis& axis =
            reading.axes.emplace(id, decode_time_axis(anatomy, id, policies, findings, named)).first->second;
        reading.step_us = std::max(reading.step_us, axis.mean_step_us);
        const auto offsets = axis.coverage.interval ? offsets_of(anatomy, groups, id) : std::nullopt;
        const auto sums = offsets ? offset_coverage(anatomy, id, *offsets, policies, findings) : std::nullopt;
        add_coverage(reading.coverage, sums ? *sums : axis.coverage);
    }
    if (counting.empty()) reading.coverage.reason = why_no_axis(anatomy, groups);
    if (!reading.coverage.interval) {
        if (auto forecast = forecast_coverage(anatomy, groups, policies, findings))
            reading.coverage = *std::move(forecast);
    }
    if (reading.coverage.interval && !reading.coverage.reason.empty()) {
        findings.note(fmt::format("Not part of the interval: {}.", reading.coverage.reason));
        reading.coverage.reason.clear();
    }
    if (!reading.coverage.reason.empty()) findings.add("time", "no interval: " + reading.coverage.reason);
    for (const VariableId id : anatomy.variables()) {
        const Axis axis = anatomy.part(id).meaning.axis;
        const bool is_temporal = axis == Axis::time || axis == Axis::reference_time;
        if (!is_temporal || !anatomy.part(id).is_coordinate_variable || reading.axes.count(id) > 0) continue;
        Findings unsaid;
        reading.axes.emplace(id, decode_time_axis(anatomy, id, policies, unsaid, named));
    }
    return reading;
}

}  // namespace cairn
