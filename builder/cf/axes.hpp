// What a variable says it is: latitude, longitude, time, ... by the attributes of CF (and of its relatives), never by
// its name.
#pragma once

#include <string>
#include <string_view>

#include "builder/model/dataset.hpp"

namespace cairn {

enum class Axis {
    none,
    time,
    reference_time,  ///< when a forecast was started
    lead_time,       ///< how long after that
    latitude,
    longitude,
    rotated_latitude,
    rotated_longitude,
    projected_x,
    projected_y,
    vertical,
    platform_place  ///< where a satellite was above, not what it saw: never the place of the data
};

/// Which attribute said so, strongest first: a standard name beats a unit.
enum class AxisSource { none, name, units, coordinate_axis_type, axis_attribute, standard_name };

struct AxisMeaning {
    Axis axis = Axis::none;
    AxisSource source = AxisSource::none;
    std::string because;  ///< "standard_name 'latitude'", "units 'degrees_north'", ...
};

/// The meaning of a variable by its attributes alone. Pressure units, `positive` and the standard names of heights make
/// a vertical axis only of a coordinate: data have them too (`may_be_vertical`).
enum class VerticalBy { axis_attribute_only, any_attribute };
AxisMeaning meaning_of(const Variable& variable, VerticalBy vertical);

/// A guess for a variable that has no attribute to tell: names that mean nothing else ("lat", "longitude", ..., WRF's
/// "Times" of text). none for all others.
AxisMeaning guess_by_name(const Variable& variable);

/// Latitudes and longitudes that are called those of a satellite, a sensor or a platform: of it, where the data have
/// others; else they may be those of the pixels, or the data a track.
bool is_called_platform(const Variable& variable);

bool is_text_time_name(std::string_view name);  ///< WRF's "Times", MPAS's "xtime", "xtime_startMonthly", ...
bool is_time_name(std::string_view name);       ///< "time", "datetime", ...: with a unit of time it is one
bool is_lead_time_name(std::string_view name);  ///< "prediction_timedelta", "step", ...: likewise a lead time
/// Seconds or so of each cell after the reference time that the file's time is (GHRSST's sst_dtime).
bool is_time_offset(const Variable& variable);

std::string_view name_of(Axis axis);  ///< "latitude", "projection x", ...

/// The spellings of CF sections 4.1 and 4.2 in any letter case, and their relatives: "degrees latitude" (WPS), "deg_n",
/// "degrees_lat".
bool is_latitude_unit(std::string_view units);
bool is_longitude_unit(std::string_view units);
bool is_radians(std::string_view units);

/// Latitude or longitude by a name of MPAS (latCell, lonVertex, ...) or of SCRIP (grid_center_lat): these say it alone.
Axis axis_of_model_name(std::string_view name);

/// The variable that holds the corners of a place's cells where no attribute names it: SCRIP's grid_corner_lat. Empty:
/// there is no such custom.
std::string_view customary_bounds(std::string_view name);

/// The unit of a latitude or longitude; MPAS's are in radians when they do not say.
double degrees_per_unit(const Variable& variable);

}  // namespace cairn
