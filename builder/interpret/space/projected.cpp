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
#include "builder/interpret/numbers.hpp"
#include "builder/interpret/space/cell_places.hpp"
#include "builder/interpret/space/plane_axis.hpp"
#include "builder/interpret/space/sphere.hpp"
#include "builder/interpret/space/system_choice.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_kept = 64;

/// From a bbox of outer edges, or of the centres of the outer cells; rows run from the north.
std::array<double, 6> transform_of(const std::array<double, 4>& bbox, const std::array<std::uint64_t, 2>& shape,
                                   bool is_of_nodes) {
    const auto cells = [&](std::uint64_t count) {
        const auto number = static_cast<double>(count);
        return is_of_nodes ? std::max(number - 1, 1.0) : number;
    };
    const double width = (bbox[2] - bbox[0]) / cells(shape[1]);
    const double height = (bbox[3] - bbox[1]) / cells(shape[0]);
    const double shift = is_of_nodes ? 0.5 : 0;
    return {width, 0, bbox[0] - shift * width, 0, -height, bbox[3] + shift * height};
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

/// The steps share the axes, the mapping and the chosen system.
class Reading {
  public:
    Reading(const Anatomy& anatomy, const Grid& grid, Findings& findings)
        : m_anatomy(anatomy), m_grid(grid), m_findings(findings) {}

    ProjectedReading read();

  private:
    std::string find_axes();
    std::string find_system();
    PlaneGrid grid_in(const ReferenceSystem& system) const;
    std::vector<std::array<std::size_t, 2>> sampled_cells() const;
    std::vector<Position> places_in(const ReferenceSystem& system) const;
    std::vector<Position> known_places() const;

    const Anatomy& m_anatomy;
    const Grid& m_grid;
    Findings& m_findings;
    std::vector<GridMapping> m_mappings;
    const GridMapping* m_mapping = nullptr;
    PlaneAxes m_axes;
    ChosenSystem m_chosen;
    ProjectedReading m_result;
};

std::string Reading::find_axes() {
    if (!m_grid.x || !m_grid.y) return {};
    m_axes = {plane_axis(m_anatomy, *m_grid.x), plane_axis(m_anatomy, *m_grid.y)};
    return m_axes.x.why_not.empty() ? m_axes.y.why_not : m_axes.x.why_not;
}

PlaneGrid Reading::grid_in(const ReferenceSystem& system) const {
    if (m_axes.x.size > 0 && m_axes.y.size > 0) {
        return grid_on(m_axes, factor_of(m_axes.x.unit, *m_mapping, system),
                       factor_of(m_axes.y.unit, *m_mapping, system));
    }
    PlaneGrid plane;
    plane.rows = m_grid.shape[0];
    plane.columns = m_grid.shape[1];
    const bool is_of_this_shape = !m_mapping->shape || *m_mapping->shape == m_grid.shape;
    if (!m_mapping->transform.empty() && is_of_this_shape) {
        std::copy_n(m_mapping->transform.begin(), 6, plane.transform.begin());
    } else if (m_mapping->bbox) {
        plane.transform = transform_of(*m_mapping->bbox, m_grid.shape, m_mapping->is_of_nodes);
    }
    return plane;
}

/// Three by three cells: the corners, the middles of the sides, the middle.
std::vector<std::array<std::size_t, 2>> Reading::sampled_cells() const {
    const bool has_axes = m_axes.x.size > 0 && m_axes.y.size > 0;
    const std::uint64_t rows = has_axes ? m_axes.y.size : m_grid.shape[0];
    const std::uint64_t columns = has_axes ? m_axes.x.size : m_grid.shape[1];
    std::vector<std::array<std::size_t, 2>> cells;
    for (const std::uint64_t row : {std::uint64_t{0}, rows / 2, rows - 1}) {
        for (const std::uint64_t column : {std::uint64_t{0}, columns / 2, columns - 1}) cells.push_back({row, column});
    }
    return cells;
}

std::vector<Position> Reading::places_in(const ReferenceSystem& system) const {
    const PlaneGrid plane = grid_in(system);
    const bool has_axes = m_axes.x.size > 0 && m_axes.y.size > 0;
    std::vector<std::array<double, 2>> places;
    for (const auto& [row, column] : sampled_cells()) {
        if (has_axes) {
            places.push_back({m_axes.x.values[column] * factor_of(m_axes.x.unit, *m_mapping, system),
                              m_axes.y.values[row] * factor_of(m_axes.y.unit, *m_mapping, system)});
        } else {
            places.push_back(plane.at(static_cast<double>(column) + 0.5, static_cast<double>(row) + 0.5));
        }
    }
    return system.to_lon_lat(places);
}

/// By latitudes and longitudes on the rows and columns of the grid.
std::vector<Position> Reading::known_places() const {
    if (!m_grid.latitude || !m_grid.longitude) return {};
    const bool has_axes = m_axes.x.size > 0 && m_axes.y.size > 0;
    const std::uint64_t rows = has_axes ? m_axes.y.size : m_grid.shape[0];
    const std::uint64_t columns = has_axes ? m_axes.x.size : m_grid.shape[1];
    const CellPlaces cells = cell_places(m_anatomy, *m_grid.latitude, *m_grid.longitude);
    if (!cells.why_not.empty() || cells.centres.size() != rows * columns) return {};
    std::vector<Position> known;
    for (const auto& [row, column] : sampled_cells()) known.push_back(cells.centres[row * columns + column]);
    return known;
}

std::string Reading::find_system() {
    const auto metres = metres_of(m_axes.x.unit);
    m_mappings = grid_mappings_of(m_anatomy, {m_grid.data, metres.value_or(1)});
    m_mapping = mapping_for(m_mappings, m_grid);
    if (m_mapping == nullptr) {
        return "no attribute states a reference system (grid_mapping, crs_wkt, spatial_ref, proj:code, epsg, srid, "
               "crs, "
               "proj4 and their kin were looked for)";
    }
    if (m_mapping->stated.empty() && m_mapping->parameters.empty() && !m_mapping->problem.empty()) {
        return m_mapping->problem;
    }
    const bool has_axes = m_axes.x.size > 0 && m_axes.y.size > 0;
    const bool has_rows = m_grid.shape[0] > 0 && m_grid.shape[1] > 0;
    if (!has_axes && (!has_rows || (m_mapping->transform.empty() && !m_mapping->bbox))) {
        return "it has neither x and y coordinates nor a transform";
    }
    const SystemSamples samples{
        [this](const ReferenceSystem& system) { return places_in(system); },
        [this](const ReferenceSystem& system) { return cell_size_deg(system, grid_in(system)); },
        [this] { return known_places(); }};
    m_chosen = choose_system(*m_mapping, samples, m_findings);
    return m_chosen.why_not;
}

ProjectedReading Reading::read() {
    m_result.why_not = find_axes();
    if (!m_result.why_not.empty()) return m_result;
    m_result.why_not = find_system();
    if (!m_result.why_not.empty()) return m_result;
    const PlaneGrid plane = grid_in(*m_chosen.system);
    const bool finite = std::all_of(plane.transform.begin(), plane.transform.end(),
                                    [](double number) { return std::abs(number) < k_longest_edge; });
    if (!finite) {
        m_result.why_not = "its coordinates are beyond any place on the Earth";
        return m_result;
    }
    const bool has_axes = m_axes.x.size > 0;
    const bool is_regular = !has_axes || (m_axes.x.is_regular && m_axes.y.is_regular);
    if (!m_chosen.system->is_longitude_latitude())
        m_result.projection = projection_of(*m_chosen.system, plane, is_regular);
    const bool as_written = has_axes && factor_of(m_axes.x.unit, *m_mapping, *m_chosen.system) == 1 &&
                            factor_of(m_axes.y.unit, *m_mapping, *m_chosen.system) == 1;
    if (as_written)
        m_result.axis_system = m_chosen.system->code().empty() ? m_chosen.system->wkt2() : m_chosen.system->code();
    m_result.footprint =
        known_footprint(m_chosen.definition, *m_chosen.system, plane, m_anatomy.outline_tolerance_deg());
    m_result.from_bounds = m_axes.x.from_bounds && m_axes.y.from_bounds;
    if (!m_result.footprint.box) m_result.why_not = "no part of it is on the Earth";
    // Rotations take latitudes as they are: the figure of the Earth has no part in them.
    if (m_chosen.is_by_parameters && !m_mapping->figure_is_stated && !m_chosen.system->is_angular()) {
        m_result.guess =
            fmt::format("grid mapping '{}' does not state the figure of the Earth; WGS 84 is assumed", m_mapping->name);
    }
    m_findings.add("projection",
                   fmt::format("by {}: {}", m_chosen.from,
                               m_chosen.system->code().empty() ? m_mapping->cf_name : m_chosen.system->code()));
    return m_result;
}

}  // namespace

PlaneSystem plane_system(const Anatomy& anatomy, const Grid& grid, Findings& findings, std::string& why_not) {
    const Variable& x = variable_of(anatomy.dataset(), *grid.longitude);
    const Variable& y = variable_of(anatomy.dataset(), *grid.latitude);
    const std::string x_unit = text_attribute(x.attributes, "units");
    const std::string y_unit = text_attribute(y.attributes, "units");
    const std::vector<GridMapping> mappings = grid_mappings_of(anatomy, {grid.data, metres_of(x_unit).value_or(1)});
    const GridMapping* mapping = mapping_for(mappings, grid);
    if (mapping == nullptr) {
        why_not = "no attribute states the reference system of its x and y";
        return {};
    }
    const auto factors = [&](const ReferenceSystem& system) {
        return std::array<double, 2>{factor_of(x_unit, *mapping, system), factor_of(y_unit, *mapping, system)};
    };
    const auto places = [&](const ReferenceSystem& system) {
        const Numbers xs = numbers_of(x, nullptr, Float32As::exact);
        const Numbers ys = numbers_of(y, nullptr, Float32As::exact);
        const std::size_t count = std::min(xs.values.size(), ys.values.size());
        const auto [x_factor, y_factor] = factors(system);
        std::vector<std::array<double, 2>> sampled;
        for (std::size_t i = 0; i < count; i += count / 16 + 1)
            sampled.push_back({xs.values[i] * x_factor, ys.values[i] * y_factor});
        return system.to_lon_lat(sampled);
    };
    const SystemSamples samples{places, [](const ReferenceSystem&) { return 0.0; },
                                [] { return std::vector<Position>(); }};
    const ChosenSystem chosen = choose_system(*mapping, samples, findings);
    why_not = chosen.why_not;
    if (chosen.system == nullptr) return {};
    findings.add("projection", fmt::format("by {}", chosen.from));
    const auto [x_factor, y_factor] = factors(*chosen.system);
    return {chosen.system, x_factor, y_factor};
}

ProjectedReading read_projected(const Anatomy& anatomy, const Grid& grid, Findings& findings) {
    return Reading(anatomy, grid, findings).read();
}

}  // namespace cairn
