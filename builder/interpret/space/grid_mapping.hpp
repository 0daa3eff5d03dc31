// Grid mappings (CF section 5.6 and appendix F), and what others write in their place, as definitions for PROJ.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "builder/interpret/anatomy.hpp"
#include "builder/interpret/space/system_statements.hpp"

namespace cairn {

/// What states the reference system of a variable.
struct GridMapping {
    std::string name;                     ///< of the grid mapping variable or the attribute, for people
    std::string cf_name;                  ///< grid_mapping_name; empty when there is none
    std::string parameters;               ///< PROJ string of CF's attributes; empty: none, or not understood
    std::vector<SystemStatement> stated;  ///< what attributes and coordinates say beside the parameters
    bool figure_is_stated = false;        ///< of the Earth: radius, axes, ellipsoid or datum
    double angle_height_m = 0;  ///< of geostationary coordinates, which are angles: the height that makes them lengths
    std::vector<double> transform;  ///< GDAL's GeoTransform, proj:transform or spatial:transform of the outer corner of
                                    ///< the first cell, in STAC's order (6 numbers); or empty
    std::optional<std::array<std::uint64_t, 2>> shape;  ///< proj:shape or spatial:shape
    std::optional<std::array<double, 4>> bbox;          ///< spatial:bbox, in units of the system
    bool is_of_nodes = false;                           ///< of the centres of the outer cells (spatial:registration)
    std::vector<std::string> dimensions;                ///< spatial:dimensions: y and x
    std::string problem;                                ///< why `parameters` is empty although there is a cf_name
    std::vector<VariableId> coordinates;                ///< of the extended form: those that this mapping is for
};

/// `to_metre`: length of the coordinates' unit, which CF has false eastings in, too.
struct GridMappingRequest {
    VariableId data;
    double to_metre = 1;
};

/// Those that a data variable names, in its order ("crs", or the extended form "crs: x y crs2: lat lon"); when it names
/// none, what the attributes of the variable, a scalar coordinate `epsg`, its groups and the dataset state (see
/// system_statements), the nearest that says anything.
std::vector<GridMapping> grid_mappings_of(const Anatomy& anatomy, const GridMappingRequest& request);

}  // namespace cairn
