#include "builder/interpret/time/forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "builder/cf/time_units.hpp"
#include "builder/interpret/space/cells.hpp"
#include "builder/interpret/time/closed_end.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_candidates = 64;  ///< of each kind; real files have one

struct Forecast {
    VariableId start;
    VariableId period;
};

std::vector<VariableId> variables_that_mean(const Anatomy& anatomy, Axis axis) {
    std::vector<VariableId> result;
    for (const VariableId id : anatomy.variables()) {
        const bool is_small = variable_of(anatomy.dataset(), id).dimensions.size() <= 1;
        if (anatomy.part(id).meaning.axis == axis && is_small && result.size() < k_most_candidates) {
            result.push_back(id);
        }
    }
    return result;
}

std::optional<VariableId> first_that_describes(const Anatomy& anatomy, const std::vector<VariableId>& candidates,
                                               VariableId data) {
    const Variable& variable = variable_of(anatomy.dataset(), data);
    for (const VariableId id : candidates) {
        const Variable& candidate = variable_of(anatomy.dataset(), id);
        const bool on_its_dimensions =
            std::all_of(candidate.dimensions.begin(), candidate.dimensions.end(), [&](DimensionId dimension) {
                return std::find(variable.dimensions.begin(), variable.dimensions.end(), dimension) !=
                       variable.dimensions.end();
            });
        if (on_its_dimensions && anatomy.encloses(id.group, data.group)) return id;
    }
    return std::nullopt;
}

std::optional<Forecast> find_forecast(const Anatomy& anatomy, const DataGroups& groups) {
    const std::vector<VariableId> starts = variables_that_mean(anatomy, Axis::reference_time);
    const std::vector<VariableId> periods = variables_that_mean(anatomy, Axis::lead_time);
    if (starts.empty() || periods.empty()) return std::nullopt;
    for (const VariableId id : anatomy.variables()) {
        if (!anatomy.part(id).is_data || groups.is_auxiliary(id.group)) continue;
        const auto start = first_that_describes(anatomy, starts, id);
        const auto period = first_that_describes(anatomy, periods, id);
        if (start && period) return Forecast{*start, *period};
    }
    return std::nullopt;
}

/// The instants between the start and the end of a period, added to one start.
class Valid {
  public:
    Valid(TimeUnits period_units, const Policies& policies) : m_units(period_units), m_policies(policies) {}

    void add(std::int64_t start_us, const LinearCell& period) {
        m_units.reference_us = start_us;
        const auto start = instant_at(period.low);
        const auto edge = instant_at(period.high);
        if (!start || !edge) return;
        const std::int64_t length_us = edge->microseconds - start->microseconds;
        const bool has_bounds = period.from == LinearCell::From::bounds;
        const std::int64_t open_us = has_bounds ? before_edge_us(length_us, m_policies.interval_end) : 0;
        const UtcInterval here{*start, std::max(*start, UtcInstant{edge->microseconds - open_us})};
        m_interval = m_interval ? hull(*m_interval, here) : here;
    }

    const std::optional<UtcInterval>& interval() const { return m_interval; }

  private:
    std::optional<UtcInstant> instant_at(double value) const {
        const auto elapsed = decode_time(m_units, value);
        const auto instant =
            elapsed ? to_utc(m_units.calendar, *elapsed, m_policies.calendar_mapping, m_policies.early_dates)
                    : std::nullopt;
        return instant && is_writable(*instant) ? instant : std::nullopt;
    }

    TimeUnits m_units;
    const Policies& m_policies;
    std::optional<UtcInterval> m_interval;
};

std::vector<std::optional<std::int64_t>> instants_of(const Anatomy& anatomy, VariableId start, const TimeUnits& units) {
    std::vector<std::optional<std::int64_t>> result;
    for (const double value : cells_of(anatomy, start, Float32As::exact).centres) {
        result.push_back(decode_time(units, value));
    }
    return result;
}

/// How many periods in a row belong to one start; 0: each belongs to all.
std::size_t periods_of_one_start(const Variable& start, std::size_t starts, const Variable& period,
                                 std::size_t periods) {
    const bool is_its_row = start.dimensions.size() == 1 && !period.dimensions.empty() &&
                            period.dimensions.front() == start.dimensions.front();
    return is_its_row && starts > 0 && periods % starts == 0 ? periods / starts : 0;
}

std::optional<TimeCoverage> sums_of(const Anatomy& anatomy, const Forecast& forecast, const Policies& policies) {
    const Variable& start = variable_of(anatomy.dataset(), forecast.start);
    const Variable& period = variable_of(anatomy.dataset(), forecast.period);
    const auto calendar = calendar_named(text_attribute(start.attributes, "calendar"));
    if (!calendar) return std::nullopt;
    std::string why_not;
    const auto start_units =
        parse_time_units(text_attribute(start.attributes, "units"), *calendar, policies.month_units, why_not);
    const auto period_units = parse_time_units(text_attribute(period.attributes, "units") + " since 2000-01-01",
                                               *calendar, policies.month_units, why_not);
    if (!start_units || !period_units) return std::nullopt;
    const auto starts = instants_of(anatomy, forecast.start, *start_units);
    const Cells cells = cells_of(anatomy, forecast.period, Float32As::exact);
    const std::size_t row = periods_of_one_start(start, starts.size(), period, cells.centres.size());
    std::optional<std::int64_t> earliest;
    std::optional<std::int64_t> latest;
    for (const auto& instant : starts) {
        if (!instant) continue;
        earliest = earliest ? std::min(*earliest, *instant) : *instant;
        latest = latest ? std::max(*latest, *instant) : *instant;
    }
    Valid valid(*period_units, policies);
    bool has_bounds = false;
    for (std::size_t i = 0; earliest && i < cells.centres.size(); ++i) {
        const LinearCell cell = linear_cell(cells, i);
        if (cell.from == LinearCell::From::nothing || (row > 0 && !starts[i / row])) continue;
        has_bounds = has_bounds || cell.from == LinearCell::From::bounds;
        valid.add(row > 0 ? *starts[i / row] : *earliest, cell);
        if (row == 0 && *latest != *earliest) valid.add(*latest, cell);
    }
    if (!valid.interval()) return std::nullopt;
    return TimeCoverage{valid.interval(), has_bounds ? Evidence::bounds : Evidence::coordinates, {}};
}

bool has_dimension(const Variable& variable, DimensionId dimension) {
    return std::find(variable.dimensions.begin(), variable.dimensions.end(), dimension) != variable.dimensions.end();
}

/// Whether a data variable has the axis as its time, and lead times on a dimension that the axis does not have.
bool is_second_dimension(const Anatomy& anatomy, const Variable& data, VariableId axis, VariableId lead) {
    const Variable& time = variable_of(anatomy.dataset(), axis);
    const Variable& period = variable_of(anatomy.dataset(), lead);
    if (period.dimensions.size() != 1 || time.dimensions.size() > 1) return false;
    const DimensionId on = period.dimensions.front();
    const bool has_axis = time.dimensions.empty() || has_dimension(data, time.dimensions.front());
    return has_axis && has_dimension(data, on) && !has_dimension(time, on);
}

bool is_offset_of_cells(const Anatomy& anatomy, const Variable& data, VariableId id) {
    const Variable& offsets = variable_of(anatomy.dataset(), id);
    return is_time_offset(offsets) && std::all_of(offsets.dimensions.begin(), offsets.dimensions.end(),
                                                  [&](DimensionId on) { return has_dimension(data, on); });
}

bool is_said_to_be_valid_time(const Variable& axis) {
    return text_attribute(axis.attributes, "standard_name") == "time";
}

}  // namespace

std::optional<TimeCoverage> forecast_coverage(const Anatomy& anatomy, const DataGroups& groups,
                                              const Policies& policies, Findings& findings) {
    const auto forecast = find_forecast(anatomy, groups);
    if (!forecast) return std::nullopt;
    const auto coverage = sums_of(anatomy, *forecast, policies);
    if (!coverage) return std::nullopt;
    findings.add("time", fmt::format("no time axis: start '{}' and period '{}' of the forecast give {} to {}",
                                     qualified_name(anatomy.dataset(), forecast->start),
                                     qualified_name(anatomy.dataset(), forecast->period),
                                     to_rfc3339(coverage->interval->start), to_rfc3339(coverage->interval->end)));
    return coverage;
}

std::optional<VariableId> offsets_of(const Anatomy& anatomy, const DataGroups& groups, VariableId axis) {
    const Variable& time = variable_of(anatomy.dataset(), axis);
    const bool may_be_start = !is_said_to_be_valid_time(time);
    std::vector<VariableId> offsets;
    for (const VariableId id : anatomy.variables()) {
        const bool is_lead = may_be_start && anatomy.part(id).meaning.axis == Axis::lead_time;
        const bool is_wanted = is_lead || is_time_offset(variable_of(anatomy.dataset(), id));
        if (is_wanted && offsets.size() < k_most_candidates) offsets.push_back(id);
    }
    if (offsets.empty()) return std::nullopt;
    for (const VariableId id : anatomy.variables()) {
        if (!anatomy.part(id).is_data || groups.is_auxiliary(id.group)) continue;
        const Variable& data = variable_of(anatomy.dataset(), id);
        for (const VariableId offset : offsets) {
            if (!anatomy.encloses(offset.group, id.group)) continue;
            const bool is_lead = anatomy.part(offset).meaning.axis == Axis::lead_time;
            if (is_lead ? is_second_dimension(anatomy, data, axis, offset) : is_offset_of_cells(anatomy, data, offset))
                return offset;
        }
    }
    return std::nullopt;
}

std::optional<TimeCoverage> offset_coverage(const Anatomy& anatomy, VariableId axis, VariableId offsets,
                                            const Policies& policies, Findings& findings) {
    auto coverage = sums_of(anatomy, {axis, offsets}, policies);
    if (!coverage) {
        findings.note(fmt::format("The times in '{}' count from '{}', but their values could not be used.",
                                  qualified_name(anatomy.dataset(), offsets), qualified_name(anatomy.dataset(), axis)));
        return std::nullopt;
    }
    findings.add("time",
                 fmt::format("'{}' is a start, and '{}' counts from it: together {} to {}",
                             qualified_name(anatomy.dataset(), axis), qualified_name(anatomy.dataset(), offsets),
                             to_rfc3339(coverage->interval->start), to_rfc3339(coverage->interval->end)));
    return coverage;
}

}  // namespace cairn
