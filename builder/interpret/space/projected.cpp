#include "builder/interpret/space/projected.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <tuple>
#include <utility>
#include <vector>

#include "builder/cf/words.hpp"
#include "builder/interpret/space/cells.hpp"
#include "builder/interpret/space/sphere.hpp"

namespace cairn {

namespace {

constexpr double k_irregular = 1e-3;     ///< of the spacing: float32 axes are no better
constexpr double k_longest_edge = 1e10;  ///< beyond it nothing on the Earth is, in any unit
/// Two statements of one system may differ by a cell, and by what a change of datum amounts to: only the text has one.
constexpr double k_agreement_cells = 1.0;
constexpr double k_datum_shift_deg = 0.01;

constexpr std::size_t k_most_kept = 64;

/// Values of one axis, as written.
struct PlaneAxis {
    double first_edge = 0;  ///< of the first cell as stored
    double last_edge = 0;
    std::uint64_t size = 0;
    bool is_regular = false;
    bool from_bounds = false;
    std::string unit;
    std::string why_not;
};

std::string name_of_axis(const Anatomy& anatomy, VariableId id) { return qualified_name(anatomy.dataset(), id); }

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

/// Metres of a unit of length; nullopt for all else.
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

double degrees_of(std::string_view unit) { return is_radians(unit) ? 180 / std::numbers::pi : 1; }

/// Radians of a geostationary coordinate's unit; nullopt for a length.
std::optional<double> radians_of(std::string_view unit) {
    const std::string lower = to_lower(unit);
    if (is_radians(lower) || lower == "1" || lower.empty()) return 1;
    if (lower == "microradian" || lower == "microradians" || lower == "urad") return 1e-6;
    if (lower.starts_with("degree")) return std::numbers::pi / 180;
    return std::nullopt;
}

/// What takes an axis' values to the system's units.
double factor_of(const PlaneAxis& axis, const GridMapping& mapping, const ReferenceSystem& system) {
    if (system.is_angular()) return degrees_of(axis.unit);
    if (mapping.angle_height_m > 0) {
        const auto radians = radians_of(axis.unit);
        if (radians) return *radians * mapping.angle_height_m / system.unit_m();
    }
    const auto metres = metres_of(axis.unit);
    return metres ? *metres / system.unit_m() : 1;
}

struct PlaneAxes {
    PlaneAxis x;
    PlaneAxis y;
};

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

double without_noise(double value, double scale) {
    const double digits = std::pow(10, std::floor(11 - std::log10(std::max(std::abs(scale), 1e-9))));
    const double rounded = std::round(value * digits) / digits;
    return std::isfinite(rounded) ? (rounded == 0 ? 0 : rounded) : value;
}

std::array<double, 4> extent_of(const PlaneGrid& grid) {
    std::array<double, 4> extent{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (const double column : {0.0, static_cast<double>(grid.columns)}) {
        for (const double row : {0.0, static_cast<double>(grid.rows)}) {
            const auto [x, y] = grid.at(column, row);
            extent = {std::min(extent[0], x), std::min(extent[1], y), std::max(extent[2], x), std::max(extent[3], y)};
        }
    }
    return extent;
}

std::shared_ptr<const Projection> projection_of(const ReferenceSystem& system, const PlaneGrid& grid, bool is_regular) {
    auto projection = std::make_shared<Projection>();
    projection->code = system.code();
    projection->wkt2 = system.wkt2();
    projection->projjson = system.projjson();
    projection->shape = {grid.rows, grid.columns};
    projection->in_metres = !system.is_angular() && system.unit_m() == 1;
    const std::array<double, 4> extent = extent_of(grid);
    const double scale = std::max({std::abs(extent[0]), std::abs(extent[1]), std::abs(extent[2]), std::abs(extent[3])});
    if (is_regular) {
        for (const double number : grid.transform) projection->transform.push_back(without_noise(number, scale));
    }
    projection->bbox = {without_noise(extent[0], scale), without_noise(extent[1], scale),
                        without_noise(extent[2], scale), without_noise(extent[3], scale)};
    return projection;
}

/// How far two systems put the corners and the middle of a grid from each other; infinite when one of them cannot.
double greatest_distance(const ReferenceSystem& a, const PlaneGrid& in_a, const ReferenceSystem& b,
                         const PlaneGrid& in_b) {
    std::vector<std::array<double, 2>> of_a;
    std::vector<std::array<double, 2>> of_b;
    for (const double column : {0.0, 0.5, 1.0}) {
        for (const double row : {0.0, 0.5, 1.0}) {
            of_a.push_back(in_a.at(column * static_cast<double>(in_a.columns), row * static_cast<double>(in_a.rows)));
            of_b.push_back(in_b.at(column * static_cast<double>(in_b.columns), row * static_cast<double>(in_b.rows)));
        }
    }
    const std::vector<Position> there = a.to_lon_lat(of_a);
    const std::vector<Position> here = b.to_lon_lat(of_b);
    double greatest = 0;
    for (std::size_t i = 0; i < there.size(); ++i) {
        const bool a_valid = std::isfinite(there[i].lon_deg);
        if (a_valid != std::isfinite(here[i].lon_deg)) return HUGE_VAL;
        if (a_valid) greatest = std::max(greatest, distance_deg(there[i], here[i]));
    }
    return greatest;
}

/// The mapping that is for the axes: of the extended form that which names them, else the first that is no plain
/// latitude and longitude, else the first.
const GridMapping* mapping_for(const std::vector<GridMapping>& mappings, const Grid& grid) {
    for (const GridMapping& mapping : mappings) {
        const auto names = [&](const std::optional<VariableId>& id) {
            return id &&
                   std::find(mapping.coordinates.begin(), mapping.coordinates.end(), *id) != mapping.coordinates.end();
        };
        if (names(grid.x) && names(grid.y)) return &mapping;
    }
    for (const GridMapping& mapping : mappings) {
        if (mapping.coordinates.empty() && mapping.cf_name != "latitude_longitude") return &mapping;
    }
    return mappings.empty() ? nullptr : &mappings.front();
}

/// Files of one series have one grid: each thread keeps the last few.
PlaneFootprint known_footprint(const std::string& definition, const ReferenceSystem& system, const PlaneGrid& plane,
                               double tolerance_deg) {
    using Key = std::tuple<std::string, std::array<double, 6>, std::uint64_t, std::uint64_t, double>;
    thread_local std::map<Key, PlaneFootprint> known;
    if (known.size() >= k_most_kept) known.clear();
    const auto [entry, is_new] =
        known.try_emplace({definition, plane.transform, plane.rows, plane.columns, tolerance_deg});
    if (is_new) entry->second = plane_footprint(system, plane, tolerance_deg);
    return entry->second;
}

class Reading {
  public:
    Reading(const Anatomy& anatomy, const Grid& grid, Findings& findings)
        : m_anatomy(anatomy), m_grid(grid), m_findings(findings) {}

    ProjectedReading read();

  private:
    std::string find_axes();
    std::string find_system();
    std::string by_transform();
    PlaneGrid grid_in(const ReferenceSystem& system) const;
    void choose(std::shared_ptr<const ReferenceSystem> stated, std::shared_ptr<const ReferenceSystem> by_parameters);

    const Anatomy& m_anatomy;
    const Grid& m_grid;
    Findings& m_findings;
    std::vector<GridMapping> m_mappings;
    const GridMapping* m_mapping = nullptr;
    PlaneAxes m_axes;
    std::shared_ptr<const ReferenceSystem> m_system;
    bool m_is_by_parameters = false;
    ProjectedReading m_result;
};

std::string Reading::find_axes() {
    if (!m_grid.x || !m_grid.y) return {};
    m_axes = {plane_axis(m_anatomy, *m_grid.x), plane_axis(m_anatomy, *m_grid.y)};
    return m_axes.x.why_not.empty() ? m_axes.y.why_not : m_axes.x.why_not;
}

PlaneGrid Reading::grid_in(const ReferenceSystem& system) const {
    if (m_axes.x.size > 0 && m_axes.y.size > 0) {
        return grid_on(m_axes, factor_of(m_axes.x, *m_mapping, system), factor_of(m_axes.y, *m_mapping, system));
    }
    PlaneGrid plane;
    std::copy_n(m_mapping->transform.begin(), 6, plane.transform.begin());
    plane.rows = m_grid.shape[0];
    plane.columns = m_grid.shape[1];
    return plane;
}

/// A text that states the system, unless CF's parameters put the grid elsewhere (they win by CF section 5.6).
void Reading::choose(std::shared_ptr<const ReferenceSystem> stated,
                     std::shared_ptr<const ReferenceSystem> by_parameters) {
    m_is_by_parameters = !stated;
    m_system = stated ? std::move(stated) : by_parameters;
    if (m_is_by_parameters || !by_parameters || !m_mapping->figure_is_stated) return;
    const PlaneGrid in_parameters = grid_in(*by_parameters);
    const double distance = greatest_distance(*m_system, grid_in(*m_system), *by_parameters, in_parameters);
    const double cell = cell_size_deg(*by_parameters, in_parameters);
    if (distance <= std::max(k_agreement_cells * cell, k_datum_shift_deg)) return;
    m_findings.note(fmt::format(
        "Grid mapping '{}': its text (crs_wkt, spatial_ref) and its parameters differ by {} degrees: the parameters "
        "are used.",
        m_mapping->name, std::isfinite(distance) ? number_text(std::round(distance * 1e4) / 1e4) : "more than 180"));
    m_system = std::move(by_parameters);
    m_is_by_parameters = true;
}

std::string Reading::find_system() {
    const auto metres = metres_of(m_axes.x.unit);
    m_mappings = grid_mappings_of(m_anatomy, {m_grid.data, metres.value_or(1)});
    m_mapping = mapping_for(m_mappings, m_grid);
    if (m_mapping == nullptr) return "no grid mapping or reference system is stated";
    if (m_mapping->stated.empty() && m_mapping->parameters.empty() && !m_mapping->problem.empty()) {
        return m_mapping->problem;
    }
    const bool has_axes = m_axes.x.size > 0 && m_axes.y.size > 0;
    if (!has_axes && (m_mapping->transform.empty() || m_grid.shape[0] == 0 || m_grid.shape[1] == 0)) {
        return "it has neither x and y coordinates nor a transform";
    }
    std::string why_stated;
    std::string why_parameters;
    auto stated = m_mapping->stated.empty() ? nullptr : reference_system(m_mapping->stated, why_stated);
    auto by_parameters =
        m_mapping->parameters.empty() ? nullptr : reference_system(m_mapping->parameters, why_parameters);
    if (!stated && !by_parameters) {
        std::string why = why_parameters.empty() ? why_stated : why_parameters;
        if (why.empty()) why = fmt::format("grid mapping '{}' states no reference system", m_mapping->name);
        return why;
    }
    choose(std::move(stated), std::move(by_parameters));
    return {};
}

ProjectedReading Reading::read() {
    m_result.why_not = find_axes();
    if (!m_result.why_not.empty()) return m_result;
    m_result.why_not = find_system();
    if (!m_result.why_not.empty()) return m_result;
    const PlaneGrid plane = grid_in(*m_system);
    const bool finite = std::all_of(plane.transform.begin(), plane.transform.end(),
                                    [](double number) { return std::abs(number) < k_longest_edge; });
    if (!finite) {
        m_result.why_not = "its coordinates are beyond any place on the Earth";
        return m_result;
    }
    const bool has_axes = m_axes.x.size > 0;
    const bool is_regular = !has_axes || (m_axes.x.is_regular && m_axes.y.is_regular);
    if (!m_system->is_longitude_latitude()) m_result.projection = projection_of(*m_system, plane, is_regular);
    const bool as_written =
        has_axes && factor_of(m_axes.x, *m_mapping, *m_system) == 1 && factor_of(m_axes.y, *m_mapping, *m_system) == 1;
    if (as_written) m_result.axis_system = m_system->code().empty() ? m_system->wkt2() : m_system->code();
    m_result.footprint = known_footprint(m_is_by_parameters ? m_mapping->parameters : m_mapping->stated, *m_system,
                                         plane, m_anatomy.outline_tolerance_deg());
    m_result.from_bounds = m_axes.x.from_bounds && m_axes.y.from_bounds;
    if (!m_result.footprint.box) m_result.why_not = "no part of it is on the Earth";
    // Rotations take latitudes as they are: the figure of the Earth has no part in them.
    if (m_is_by_parameters && !m_mapping->figure_is_stated && !m_system->is_angular()) {
        m_result.guess =
            fmt::format("grid mapping '{}' does not state the figure of the Earth; WGS 84 is assumed", m_mapping->name);
    }
    m_findings.add("projection",
                   fmt::format("{} of '{}': {}", m_is_by_parameters ? "parameters" : "text", m_mapping->name,
                               m_system->code().empty() ? m_mapping->cf_name : m_system->code()));
    return m_result;
}

}  // namespace

ProjectedReading read_projected(const Anatomy& anatomy, const Grid& grid, Findings& findings) {
    return Reading(anatomy, grid, findings).read();
}

}  // namespace cairn
