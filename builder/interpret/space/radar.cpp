#include "builder/interpret/space/radar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "builder/cf/words.hpp"
#include "builder/interpret/numbers.hpp"
#include "builder/interpret/space/cell_hull.hpp"
#include "builder/interpret/space/longitude.hpp"

namespace cairn {

namespace {

constexpr double k_radians = std::numbers::pi / 180;
constexpr double k_metres_per_degree = 6'371'000 * k_radians;
constexpr double k_longest_range_m = 2e6;  ///< no radar on the ground sees farther
constexpr std::size_t k_most_antennas = 100'000;

/// The place at a distance and a bearing, on a sphere.
Position from_there(const Position& there, double distance_deg, double azimuth_deg) {
    const double lat = there.lat_deg * k_radians;
    const double distance = distance_deg * k_radians;
    const double bearing = azimuth_deg * k_radians;
    const double sine = std::sin(lat) * std::cos(distance) + std::cos(lat) * std::sin(distance) * std::cos(bearing);
    const double new_lat = std::asin(std::clamp(sine, -1.0, 1.0));
    const double turn = std::atan2(std::sin(bearing) * std::sin(distance) * std::cos(lat),
                                   std::cos(distance) - std::sin(lat) * std::sin(new_lat));
    return {there.lon_deg + turn / k_radians, new_lat / k_radians};
}

/// Values of the variable with this standard name that is visible from the data; empty: there is none.
std::vector<double> angles(const Anatomy& anatomy, VariableId data, std::string_view standard_name) {
    for (const VariableId id : anatomy.variables()) {
        const Variable& variable = variable_of(anatomy.dataset(), id);
        if (!anatomy.encloses(id.group, data.group) || variable.dimensions.size() > 1) continue;
        if (text_attribute(variable.attributes, "standard_name") == standard_name)
            return numbers_of(variable, nullptr, Float32As::exact).values;
    }
    return {};
}

std::vector<double> every_degree() {
    std::vector<double> azimuths;
    for (int azimuth = 0; azimuth < 360; ++azimuth) azimuths.push_back(azimuth);
    return azimuths;
}

double greatest_range_m(const Anatomy& anatomy, VariableId range) {
    const Variable& variable = variable_of(anatomy.dataset(), range);
    const double metres = to_lower(text_attribute(variable.attributes, "units")).starts_with("k") ? 1000 : 1;
    double greatest = 0;
    for (const double value : numbers_of(variable, nullptr, Float32As::exact).values) {
        if (std::isfinite(value)) greatest = std::max(greatest, value * metres);
    }
    return greatest;
}

}  // namespace

std::optional<VariableId> range_coordinate(const Anatomy& anatomy, VariableId data) {
    for (const DimensionId dimension : variable_of(anatomy.dataset(), data).dimensions) {
        const auto id = anatomy.coordinate_variable(data.group, dimension);
        if (!id) continue;
        const std::vector<Attribute>& attributes = variable_of(anatomy.dataset(), *id).attributes;
        if (text_attribute(attributes, "standard_name") == "projection_range_coordinate" ||
            text_attribute(attributes, "axis") == "radial_range_coordinate")
            return id;
    }
    return std::nullopt;
}

CellsReading read_radar(const Anatomy& anatomy, const Grid& grid, Findings& findings) {
    CellsReading reading;
    const auto range = range_coordinate(anatomy, grid.data);
    const double reach_m = range ? greatest_range_m(anatomy, *range) : 0;
    if (!(reach_m > 0 && reach_m < k_longest_range_m)) {
        reading.why_not = fmt::format("its ranges end at {} metres", number_text(reach_m));
        return reading;
    }
    const auto values = [&](VariableId id) {
        return numbers_of(variable_of(anatomy.dataset(), id), nullptr, Float32As::exact).values;
    };
    const std::vector<double> lat = values(*grid.latitude);
    const std::vector<double> lon = values(*grid.longitude);
    std::vector<double> azimuths = angles(anatomy, grid.data, "ray_azimuth_angle");
    const std::vector<double> elevations = angles(anatomy, grid.data, "ray_elevation_angle");
    const bool moves = lat.size() > 1 && lat.size() == azimuths.size() && lat.size() <= k_most_antennas;
    const bool are_everywhere = azimuths.empty();
    if (are_everywhere) azimuths = every_degree();
    CellHull hull;
    for (std::size_t ray = 0; ray < azimuths.size(); ++ray) {
        const std::size_t at = moves ? ray : 0;
        if (at >= lat.size() || at >= lon.size()) continue;
        const Position antenna{within_two_turns(lon[at]), lat[at]};
        if (!(std::abs(antenna.lat_deg) <= 90) || !is_longitude(antenna.lon_deg)) continue;
        hull.add_point(antenna);
        const double elevation = ray < elevations.size() && std::isfinite(elevations[ray]) ? elevations[ray] : 0;
        if (!std::isfinite(azimuths[ray])) continue;
        const double reach_deg = reach_m * std::abs(std::cos(elevation * k_radians)) / k_metres_per_degree;
        hull.add_point(from_there(antenna, reach_deg, azimuths[ray]));
    }
    if (hull.count() == 0) {
        reading.why_not = "its antenna has no place";
        return reading;
    }
    reading.box = hull.box(0);
    findings.add("grid", fmt::format("{} rays of {} km around the antenna{}", azimuths.size(),
                                     number_text(std::round(reach_m / 100) / 10),
                                     are_everywhere ? ", in all directions, since none is stated" : ""));
    return reading;
}

}  // namespace cairn
