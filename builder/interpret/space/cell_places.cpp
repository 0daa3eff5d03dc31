#include "builder/interpret/space/cell_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "builder/interpret/numbers.hpp"
#include "builder/interpret/space/longitude.hpp"

namespace cairn {

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr double k_pole_noise_deg = 1e-3;
constexpr std::size_t k_most_vertices = 32;

bool is_place(double lat, double lon) { return std::abs(lat) <= 90 + k_pole_noise_deg && is_longitude(lon); }

/// Ten decimals: the product with a rounded pi must not put a pole at 90.00000000000001.
Position place_of(double lat, double lon, double lat_unit, double lon_unit) {
    const auto degrees = [](double value, double unit) {
        return unit == 1 ? value : std::round(value * unit * 1e10) / 1e10;
    };
    lat = degrees(lat, lat_unit);
    lon = degrees(lon, lon_unit);
    return is_place(lat, lon) ? Position{within_two_turns(lon), std::clamp(lat, -90.0, 90.0)} : Position{k_nan, k_nan};
}

/// Pairs of y and x become latitudes and longitudes.
void take_to_earth(Numbers& y, Numbers& x, const PlaneSystem& plane) {
    std::vector<std::array<double, 2>> places;
    for (std::size_t i = 0; i < x.values.size() && i < y.values.size(); ++i)
        places.push_back({x.values[i] * plane.x_factor, y.values[i] * plane.y_factor});
    const std::vector<Position> found = plane.system->to_lon_lat(places);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (std::isnan(x.values[i]) || std::isnan(y.values[i])) continue;
        x.values[i] = found[i].lon_deg;
        y.values[i] = found[i].lat_deg;
    }
}

/// How often each value of a coordinate is repeated, to be on the dimensions of the other; 0 when it does not fit.
std::size_t repeats(const Dataset& dataset, const Variable& coordinate, const Variable& other) {
    if (coordinate.dimensions == other.dimensions) return 1;
    const std::size_t rank = coordinate.dimensions.size();
    if (rank >= other.dimensions.size()) return 0;
    if (!std::equal(coordinate.dimensions.begin(), coordinate.dimensions.end(), other.dimensions.begin())) return 0;
    const std::uint64_t own = element_count(dataset, coordinate);
    return own == 0 ? 0 : static_cast<std::size_t>(element_count(dataset, other) / own);
}

std::string why_unavailable(const Anatomy& anatomy, VariableId id, const Numbers& numbers) {
    const std::string name = qualified_name(anatomy.dataset(), id);
    if (!numbers.unavailable_because.empty()) {
        return fmt::format("the values of '{}' are not available: {}", name, numbers.unavailable_because);
    }
    return numbers.values.empty() ? fmt::format("'{}' has no values (a dimension of length 0)", name) : "";
}

/// Zeros in both coordinates of many cells are what models write where they compute nothing; when there is nothing
/// else, only the reader of the grid can tell.
void drop_repeated_zeros(CellPlaces& cells) {
    const auto is_zero = [](const Position& place) { return place.lon_deg == 0 && place.lat_deg == 0; };
    const auto zeros = static_cast<std::size_t>(std::count_if(cells.centres.begin(), cells.centres.end(), is_zero));
    cells.are_all_zero = zeros == cells.places;
    if (zeros < 2 || cells.are_all_zero) return;
    for (std::size_t i = 0; i < cells.centres.size(); ++i) {
        if (!is_zero(cells.centres[i])) continue;
        cells.drop(i);
        ++cells.skipped;
    }
}

/// The number of vertices of each cell; 0, and the reason, when bounds are not of these cells.
std::size_t vertex_count_of(const Dataset& dataset, const Variable& coordinate, const Variable& bounds,
                            std::string& why_not) {
    const std::size_t rank = coordinate.dimensions.size();
    const std::size_t count = bounds.dimensions.empty() ? 0 : dimension(dataset, bounds.dimensions.back()).size;
    const bool fits =
        bounds.dimensions.size() > rank &&
        std::equal(coordinate.dimensions.rbegin(), coordinate.dimensions.rend(), bounds.dimensions.rbegin() + 1);
    if (fits && count >= 3 && count <= k_most_vertices) return count;
    why_not = fits ? fmt::format("{} vertices make no cell", count) : "their dimensions are not those of the cells";
    return 0;
}

void read_vertices(const Anatomy& anatomy, VariableId latitude, VariableId longitude, const PlaneSystem* plane,
                   CellPlaces& cells) {
    const auto lat_bounds = anatomy.bounds_of(latitude);
    const auto lon_bounds = anatomy.bounds_of(longitude);
    if (!lat_bounds || !lon_bounds) return;
    const Dataset& dataset = anatomy.dataset();
    const Variable& lat_variable = variable_of(dataset, *lat_bounds);
    const Variable& lon_variable = variable_of(dataset, *lon_bounds);
    cells.bounds_name =
        fmt::format("{}' and '{}", qualified_name(dataset, *lat_bounds), qualified_name(dataset, *lon_bounds));
    const std::size_t count =
        vertex_count_of(dataset, variable_of(dataset, latitude), lat_variable, cells.bounds_unusable_because);
    const std::size_t other =
        vertex_count_of(dataset, variable_of(dataset, longitude), lon_variable, cells.bounds_unusable_because);
    if (count == 0 || other == 0) return;
    Numbers lat = numbers_of(lat_variable, &variable_of(dataset, latitude), Float32As::exact);
    Numbers lon = numbers_of(lon_variable, &variable_of(dataset, longitude), Float32As::exact);
    if (plane != nullptr) take_to_earth(lat, lon, *plane);
    const std::size_t wanted = cells.centres.size() * count;
    if (count != other || lat.values.size() < wanted || lon.values.size() < wanted) {
        const std::string& why = lat.unavailable_because.empty() ? lon.unavailable_because : lat.unavailable_because;
        cells.bounds_unusable_because =
            why.empty() ? "they are not as many as the cells" : "their values are not available: " + why;
        return;
    }
    // Bounds have no units of their own (CF section 7.1) but where a file says so.
    const auto unit = [](const Variable& bounds, const Variable& owner) {
        return degrees_per_unit(find_attribute(bounds.attributes, "units") != nullptr ? bounds : owner);
    };
    const double lat_unit = plane != nullptr ? 1 : unit(lat_variable, variable_of(dataset, latitude));
    const double lon_unit = plane != nullptr ? 1 : unit(lon_variable, variable_of(dataset, longitude));
    cells.vertex_count = count;
    cells.vertices.reserve(wanted);
    for (std::size_t i = 0; i < wanted; ++i) {
        cells.vertices.push_back(place_of(lat.values[i], lon.values[i], lat_unit, lon_unit));
    }
}

}  // namespace

void CellPlaces::drop(std::size_t cell) {
    if (has_place(cell)) --places;
    centres[cell] = {k_nan, k_nan};
}

CellPlaces cell_places(const Anatomy& anatomy, VariableId latitude, VariableId longitude, const PlaneSystem* plane) {
    CellPlaces cells;
    const Dataset& dataset = anatomy.dataset();
    const Variable& lat_variable = variable_of(dataset, latitude);
    const Variable& lon_variable = variable_of(dataset, longitude);
    Numbers lat = numbers_of(lat_variable, nullptr, Float32As::exact);
    Numbers lon = numbers_of(lon_variable, nullptr, Float32As::exact);
    if (plane != nullptr && lat.values.size() == lon.values.size()) take_to_earth(lat, lon, *plane);
    cells.why_not = why_unavailable(anatomy, latitude, lat);
    if (cells.why_not.empty()) cells.why_not = why_unavailable(anatomy, longitude, lon);
    if (!cells.why_not.empty()) return cells;
    const std::size_t lat_repeats = repeats(dataset, lat_variable, lon_variable);
    const std::size_t lon_repeats = repeats(dataset, lon_variable, lat_variable);
    const std::size_t count = std::max(lat.values.size(), lon.values.size());
    if ((lat_repeats == 0 && lon_repeats == 0) || lat.values.size() * std::max<std::size_t>(lat_repeats, 1) < count ||
        lon.values.size() * std::max<std::size_t>(lon_repeats, 1) < count) {
        cells.why_not = fmt::format("'{}' and '{}' are not on the same dimensions", qualified_name(dataset, latitude),
                                    qualified_name(dataset, longitude));
        return cells;
    }
    const double lat_unit = plane != nullptr ? 1 : degrees_per_unit(lat_variable);
    const double lon_unit = plane != nullptr ? 1 : degrees_per_unit(lon_variable);
    std::size_t known = 0;
    cells.centres.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double lat_value = lat.values[i / std::max<std::size_t>(lat_repeats, 1)];
        const double lon_value = lon.values[i / std::max<std::size_t>(lon_repeats, 1)];
        const bool missing = std::isnan(lat_value) || std::isnan(lon_value);
        cells.centres.push_back(place_of(lat_value, lon_value, lat_unit, lon_unit));
        if (!missing) ++known;
        if (cells.has_place(i)) ++cells.places;
        if (!missing && !cells.has_place(i)) ++cells.skipped;
    }
    if (known == 0) {
        cells.is_void = true;
        cells.why_not = "all its latitudes and longitudes are missing";
    } else if (cells.skipped * 2 > known) {
        cells.why_not = fmt::format("{} of {} values of '{}' and '{}' are no latitudes and longitudes", cells.skipped,
                                    known, qualified_name(dataset, latitude), qualified_name(dataset, longitude));
    } else {
        drop_repeated_zeros(cells);
        read_vertices(anatomy, latitude, longitude, plane, cells);
    }
    return cells;
}

}  // namespace cairn
