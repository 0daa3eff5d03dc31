#include "builder/cf/axes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numbers>
#include <span>
#include <utility>

#include "builder/cf/time_units.hpp"
#include "builder/cf/words.hpp"

namespace cairn {

namespace {

using Table = std::span<const std::pair<std::string_view, Axis>>;

constexpr std::array<std::pair<std::string_view, Axis>, 11> k_standard_names{{
    {"time", Axis::time},
    {"forecast_reference_time", Axis::reference_time},
    {"forecast_period", Axis::lead_time},
    {"latitude", Axis::latitude},
    {"longitude", Axis::longitude},
    {"grid_latitude", Axis::rotated_latitude},
    {"grid_longitude", Axis::rotated_longitude},
    {"projection_x_coordinate", Axis::projected_x},
    {"projection_y_coordinate", Axis::projected_y},
    {"projection_x_angular_coordinate", Axis::projected_x},
    {"projection_y_angular_coordinate", Axis::projected_y},
}};

constexpr std::array<std::pair<std::string_view, Axis>, 10> k_axis_types{{
    {"Time", Axis::time},
    {"RunTime", Axis::reference_time},
    {"Lat", Axis::latitude},
    {"Lon", Axis::longitude},
    {"GeoX", Axis::projected_x},
    {"GeoY", Axis::projected_y},
    {"GeoZ", Axis::vertical},
    {"Height", Axis::vertical},
    {"Pressure", Axis::vertical},
    {"Depth", Axis::vertical},
}};

/// By name alone: MPAS gives its places units at most, SCRIP "degrees" or "radians".
constexpr std::array<std::pair<std::string_view, Axis>, 8> k_model_names{{
    {"latCell", Axis::latitude},
    {"lonCell", Axis::longitude},
    {"latVertex", Axis::latitude},
    {"lonVertex", Axis::longitude},
    {"latEdge", Axis::latitude},
    {"lonEdge", Axis::longitude},
    {"grid_center_lat", Axis::latitude},
    {"grid_center_lon", Axis::longitude},
}};

constexpr std::array<std::string_view, 4> k_north{"north", "n", "latitude", "lat"};
constexpr std::array<std::string_view, 4> k_east{"east", "e", "longitude", "lon"};
/// What a satellite is above, in names and long names.
constexpr std::array<std::string_view, 7> k_subpoints{"subpoint",      "sub-point",     "sub_point", "subsatellite",
                                                      "sub-satellite", "sub_satellite", "spacecraft"};
constexpr std::array<std::string_view, 15> k_pressure_units{
    "pa",   "hpa", "kpa",      "pascal",    "pascals", "hectopascal", "hectopascals", "bar",
    "mbar", "mb",  "millibar", "millibars", "dbar",    "decibar",     "decibars"};
constexpr std::array<std::string_view, 9> k_length_units{"m",  "meter",     "meters",     "metre",     "metres",
                                                         "km", "kilometer", "kilometers", "kilometres"};
constexpr std::array<std::string_view, 18> k_vertical_standard_names{"air_pressure",
                                                                     "height",
                                                                     "depth",
                                                                     "altitude",
                                                                     "geopotential_height",
                                                                     "barometric_altitude",
                                                                     "sea_water_pressure",
                                                                     "model_level_number",
                                                                     "height_above_reference_ellipsoid",
                                                                     "height_above_mean_sea_level",
                                                                     "height_above_geopotential_datum",
                                                                     "depth_below_geoid",
                                                                     "depth_below_sea_surface",
                                                                     "altimeter_range",
                                                                     "hybrid_sigma_pressure_coordinate",
                                                                     "height_above_geoid",
                                                                     "land_ice_sigma_coordinate",
                                                                     "air_potential_temperature"};

template <std::size_t n>
bool contains(const std::array<std::string_view, n>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

Axis look_up(Table table, std::string_view word) {
    for (const auto& [name, axis] : table) {
        if (name == word) return axis;
    }
    return Axis::none;
}

bool is_vertical_standard_name(const std::string& name) {
    const bool parametric =
        (name.starts_with("atmosphere_") || name.starts_with("ocean_")) && name.ends_with("_coordinate");
    return parametric || contains(k_vertical_standard_names, name);
}

AxisMeaning by_standard_name(const Variable& variable, VerticalBy vertical) {
    const std::string name = text_attribute(variable.attributes, "standard_name");
    Axis axis = look_up(k_standard_names, to_lower(name));
    if (axis == Axis::none && vertical == VerticalBy::any_attribute && is_vertical_standard_name(name)) {
        axis = Axis::vertical;
    }
    if (axis == Axis::none) return {};
    return {axis, AxisSource::standard_name, fmt::format("standard_name '{}'", name)};
}

/// X and Y say nothing about longitude and latitude; with a length they are a projection's.
AxisMeaning by_axis_attribute(const Variable& variable) {
    const std::string axis = to_lower(text_attribute(variable.attributes, "axis"));
    if (axis == "t") return {Axis::time, AxisSource::axis_attribute, "axis 'T'"};
    if (axis == "z") return {Axis::vertical, AxisSource::axis_attribute, "axis 'Z'"};
    const std::string units = to_lower(text_attribute(variable.attributes, "units"));
    if ((axis != "x" && axis != "y") || !contains(k_length_units, units)) return {};
    return {axis == "x" ? Axis::projected_x : Axis::projected_y, AxisSource::axis_attribute,
            fmt::format("axis '{}' in units '{}'", axis == "x" ? 'X' : 'Y', units)};
}

AxisMeaning by_coordinate_axis_type(const Variable& variable) {
    const std::string type = text_attribute(variable.attributes, "_CoordinateAxisType");
    const Axis axis = look_up(k_axis_types, type);
    if (axis == Axis::none) return {};
    return {axis, AxisSource::coordinate_axis_type, fmt::format("_CoordinateAxisType '{}'", type)};
}

/// "degrees_north" without the degrees and what joins the words: "north"; empty when it is no such unit.
std::string direction_of(std::string_view units) {
    if (units.empty() || (units.front() != 'd' && units.front() != 'D')) return {};
    std::string rest = to_lower(units);
    for (const std::string_view degrees : {"degrees", "degree", "deg"}) {
        if (!rest.starts_with(degrees)) continue;
        rest.erase(0, degrees.size());
        const std::size_t begin = rest.find_first_not_of(" _");
        return begin == std::string::npos ? std::string() : rest.substr(begin);
    }
    return {};
}

/// Units "text_time" (NCAR's surface reports and model storms) say nothing about the role.
bool is_called_reference(const Variable& variable) {
    return variable.name.starts_with("reftime") ||
           to_lower(text_attribute(variable.attributes, "long_name")).find("reference") != std::string::npos;
}

AxisMeaning by_units(const Variable& variable, VerticalBy vertical) {
    const std::string units = text_attribute(variable.attributes, "units");
    Axis axis = Axis::none;
    if (is_latitude_unit(units)) axis = Axis::latitude;
    if (is_longitude_unit(units)) axis = Axis::longitude;
    const std::string lower = to_lower(units);
    if (is_since_unit(units) || lower.find(" as %y") != std::string::npos) axis = Axis::time;
    if (lower == "text_time") axis = is_called_reference(variable) ? Axis::reference_time : Axis::time;
    if (vertical == VerticalBy::any_attribute && contains(k_pressure_units, lower)) axis = Axis::vertical;
    if (axis == Axis::none) return {};
    return {axis, AxisSource::units, fmt::format("units '{}'", units)};
}

AxisMeaning by_model_name(const Variable& variable) {
    const Axis axis = axis_of_model_name(variable.name);
    if (axis == Axis::none) return {};
    return {axis, AxisSource::name,
            fmt::format("its name '{}', which MPAS and SCRIP give to nothing else", variable.name)};
}

/// The point below a satellite is where the satellite is. "satellite_lat" of many values may be that of pixels.
bool is_platform_place(const Variable& variable) {
    const std::string name = to_lower(variable.name);
    const std::string texts = name + ' ' + to_lower(text_attribute(variable.attributes, "long_name"));
    const auto is_in = [&](std::string_view word) { return texts.find(word) != std::string::npos; };
    if (std::any_of(k_subpoints.begin(), k_subpoints.end(), is_in)) return true;
    return variable.dimensions.empty() && name.find("satellite") != std::string::npos;
}

/// Lead times of forecasts without a standard name (WeatherBench, cfgrib, hindcasts). A unit of time confirms the name.
AxisMeaning by_lead_name(const Variable& variable) {
    if (!is_lead_time_name(variable.name) || !is_duration_unit(text_attribute(variable.attributes, "units"))) return {};
    return {Axis::lead_time, AxisSource::name, fmt::format("its name '{}' and its unit", variable.name)};
}

AxisMeaning by_positive(const Variable& variable) {
    const std::string positive = to_lower(text_attribute(variable.attributes, "positive"));
    if (positive != "up" && positive != "down") return {};
    return {Axis::vertical, AxisSource::axis_attribute, fmt::format("positive '{}'", positive)};
}

}  // namespace

AxisMeaning meaning_of(const Variable& variable, VerticalBy vertical) {
    AxisMeaning meaning = by_standard_name(variable, vertical);
    if (meaning.axis == Axis::none) meaning = by_axis_attribute(variable);
    if (meaning.axis == Axis::none) meaning = by_coordinate_axis_type(variable);
    if (meaning.axis == Axis::none) meaning = by_units(variable, vertical);
    if (meaning.axis == Axis::none) meaning = by_model_name(variable);
    if (meaning.axis == Axis::none) meaning = by_lead_name(variable);
    if (meaning.axis == Axis::none && vertical == VerticalBy::any_attribute) meaning = by_positive(variable);
    const bool is_place = meaning.axis == Axis::latitude || meaning.axis == Axis::longitude;
    if (is_place && is_platform_place(variable)) meaning.axis = Axis::platform_place;
    return meaning;
}

AxisMeaning guess_by_name(const Variable& variable) {
    if (variable.name.size() > std::string_view("longitude").size()) return {};
    const bool is_text = variable.type == Type::character || variable.type == Type::string;
    if (is_text && is_text_time_name(variable.name)) {
        return {Axis::time, AxisSource::name, fmt::format("its name '{}', as WRF and MPAS write dates", variable.name)};
    }
    if (!variable.name.starts_with('l') && !variable.name.starts_with('L')) return {};  // asked of every variable
    const std::string name = to_lower(variable.name);
    const Axis axis = name == "lat" || name == "latitude"                      ? Axis::latitude
                      : name == "lon" || name == "long" || name == "longitude" ? Axis::longitude
                                                                               : Axis::none;
    if (axis == Axis::none) return {};
    const std::string units = text_attribute(variable.attributes, "units");
    return {axis, AxisSource::name,
            units.empty()
                ? fmt::format("{} by its name '{}' only; no units or standard_name", name_of(axis), variable.name)
                : fmt::format("{} by its name '{}' only; its units '{}' are not those of CF", name_of(axis),
                              variable.name, units)};
}

std::string_view name_of(Axis axis) {
    switch (axis) {
        case Axis::none:
            return "none";
        case Axis::time:
            return "time";
        case Axis::reference_time:
            return "forecast reference time";
        case Axis::lead_time:
            return "forecast period";
        case Axis::latitude:
            return "latitude";
        case Axis::longitude:
            return "longitude";
        case Axis::rotated_latitude:
            return "rotated latitude";
        case Axis::rotated_longitude:
            return "rotated longitude";
        case Axis::projected_x:
            return "projection x";
        case Axis::projected_y:
            return "projection y";
        case Axis::vertical:
            return "vertical";
        case Axis::platform_place:
            return "place of the platform";
    }
    return "none";
}

bool is_latitude_unit(std::string_view units) { return contains(k_north, direction_of(units)); }
bool is_longitude_unit(std::string_view units) { return contains(k_east, direction_of(units)); }

bool is_called_platform(const Variable& variable) {
    static constexpr std::array<std::string_view, 6> k_platforms{"satellite", "platform",   "sat_lat",
                                                                 "sat_lon",   "sensor_lat", "sensor_lon"};
    const std::string name = to_lower(variable.name);
    return std::any_of(k_platforms.begin(), k_platforms.end(),
                       [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

bool is_text_time_name(std::string_view name) { return name == "Times" || name.starts_with("xtime"); }

bool is_time_name(std::string_view name) {
    static constexpr std::array<std::string_view, 15> k_names{
        "time",       "t",        "times",      "datetime", "date_time", "timestamp",        "time_stamp",  "juld",
        "valid_time", "obs_time", "ocean_time", "mjd",      "scan_time", "observation_time", "time_counter"};
    return contains(k_names, to_lower(name));
}

bool is_time_offset(const Variable& variable) {
    const std::string_view name = variable.name;
    return (name.ends_with("_dtime") || name == "dtime" || name == "time_offset") &&
           is_duration_unit(text_attribute(variable.attributes, "units"));
}

bool is_lead_time_name(std::string_view name) {
    static constexpr std::array<std::string_view, 11> k_names{
        "prediction_timedelta", "lead_time", "leadtime", "lead",      "forecast_period", "forecast_hour",
        "forecast_lead_time",   "fhour",     "step",     "timedelta", "leadtimes"};
    return contains(k_names, name);
}

Axis axis_of_model_name(std::string_view name) { return look_up(k_model_names, name); }

std::string_view customary_bounds(std::string_view name) {
    if (name == "grid_center_lat") return "grid_corner_lat";
    if (name == "grid_center_lon") return "grid_corner_lon";
    return {};
}

double degrees_per_unit(const Variable& variable) {
    const std::string units = text_attribute(variable.attributes, "units");
    return is_radians(units) || (units.empty() && axis_of_model_name(variable.name) != Axis::none)
               ? 180 / std::numbers::pi
               : 1;
}

bool is_radians(std::string_view units) {
    const std::string lower = to_lower(units);
    return lower == "radian" || lower == "radians" || lower == "rad";
}

}  // namespace cairn
