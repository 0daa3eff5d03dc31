#include "builder/interpret/space/plane_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "builder/cf/words.hpp"
#include "builder/interpret/numbers.hpp"
#include "builder/interpret/space/cells.hpp"

namespace cairn {

namespace {

constexpr double k_irregular = 1e-3;  ///< of the spacing: float32 axes are no better

std::string name_of_axis(const Anatomy& anatomy, VariableId id) { return qualified_name(anatomy.dataset(), id); }

double degrees_of(std::string_view unit) { return is_radians(unit) ? 180 / std::numbers::pi : 1; }

/// Radians of a geostationary coordinate's unit; nullopt for a length.
std::optional<double> radians_of(std::string_view unit) {
    const std::string lower = to_lower(unit);
    if (is_radians(lower) || lower == "1" || lower.empty()) return 1;
    if (lower == "microradian" || lower == "microradians" || lower == "urad") return 1e-6;
    if (lower.starts_with("degree")) return std::numbers::pi / 180;
    return std::nullopt;
}

}  // namespace

PlaneAxis plane_axis(const Anatomy& anatomy, VariableId id) {
    PlaneAxis axis;
    axis.unit = text_attribute(variable_of(anatomy.dataset(), id).attributes, "units");
    const Cells cells = cells_of(anatomy, id, Float32As::shortest_decimal);
    const std::vector<double>& values = cells.centres;
    const auto refuse = [&](const std::string& why) {
        axis.why_not = fmt::format("axis '{}' {}", name_of_axis(anatomy, id), why);
        return axis;
    };
    if (!cells.unavailable_because.empty()) return refuse("has no values: " + cells.unavailable_because);
    if (values.empty()) return refuse("has no values (a dimension of length 0)");
    for (const double value : values) {
        if (!(std::abs(value) < k_longest_edge)) return refuse("has missing or impossible values");
    }
    axis.size = values.size();
    axis.values = values;
    const auto count = static_cast<double>(values.size());
    const double step = count > 1 ? (values.back() - values.front()) / (count - 1) : 0;
    axis.is_regular = count > 1 && step != 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        const double here = values[i] - values[i - 1];
        if (here * step <= 0) return refuse("neither only rises nor only falls");
        if (std::abs(here - step) > k_irregular * std::abs(step)) axis.is_regular = false;
    }
    const double first_step = count > 1 ? values[1] - values[0] : 0;
    const double last_step = count > 1 ? values.back() - values[values.size() - 2] : 0;
    axis.first_edge = values.front() - (axis.is_regular ? step : first_step) / 2;
    axis.last_edge = values.back() + (axis.is_regular ? step : last_step) / 2;
    const LinearCell first = cells.bounds.empty() ? LinearCell() : linear_cell(cells, 0);
    const LinearCell last = cells.bounds.empty() ? LinearCell() : linear_cell(cells, values.size() - 1);
    if (first.from == LinearCell::From::bounds && last.from == LinearCell::From::bounds) {
        const bool rises = step >= 0;
        axis.first_edge = rises ? first.low : first.high;
        axis.last_edge = rises ? last.high : last.low;
        axis.from_bounds = true;
    }
    return axis;
}

std::optional<double> metres_of(std::string_view unit) {
    constexpr std::array<std::pair<std::string_view, double>, 11> k_units{{{"m", 1},
                                                                           {"meter", 1},
                                                                           {"meters", 1},
                                                                           {"metre", 1},
                                                                           {"metres", 1},
                                                                           {"km", 1000},
                                                                           {"kilometer", 1000},
                                                                           {"kilometers", 1000},
                                                                           {"kilometre", 1000},
                                                                           {"kilometres", 1000},
                                                                           {"us_survey_feet", 1200.0 / 3937}}};
    const std::string lower = to_lower(unit);
    const auto known =
        std::find_if(k_units.begin(), k_units.end(), [&](const auto& row) { return row.first == lower; });
    return known == k_units.end() ? std::nullopt : std::optional(known->second);
}

double factor_of(const std::string& unit, const GridMapping& mapping, const ReferenceSystem& system) {
    if (system.is_angular()) return degrees_of(unit);
    if (mapping.angle_height_m > 0) {
        const auto radians = radians_of(unit);
        if (radians) return *radians * mapping.angle_height_m / system.unit_m();
    }
    const auto metres = metres_of(unit);
    return metres ? *metres / system.unit_m() : 1;
}

PlaneGrid grid_on(const PlaneAxes& axes, double x_factor, double y_factor) {
    PlaneGrid plane;
    plane.rows = axes.y.size;
    plane.columns = axes.x.size;
    plane.transform = {(axes.x.last_edge - axes.x.first_edge) / static_cast<double>(axes.x.size) * x_factor,
                       0,
                       axes.x.first_edge * x_factor,
                       0,
                       (axes.y.last_edge - axes.y.first_edge) / static_cast<double>(axes.y.size) * y_factor,
                       axes.y.first_edge * y_factor};
    return plane;
}

}  // namespace cairn
