// Grid mappings (CF section 5.6 and appendix F), and what others write in their place, as definitions for PROJ.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "builder/interpret/anatomy.hpp"

namespace cairn {

/// What states the reference system of a variable.
struct GridMapping {
    std::string name;               ///< of the grid mapping variable or the attribute, for people
    std::string cf_name;            ///< grid_mapping_name; empty when there is none
    std::string parameters;         ///< PROJ string of CF's attributes; empty: none, or not understood
    std::string stated;             ///< WKT, PROJJSON or "EPSG:<number>" as written; empty: none
    bool figure_is_stated = false;  ///< of the Earth: radius, axes, ellipsoid or datum
    double angle_height_m = 0;  ///< of geostationary coordinates, which are angles: the height that makes them lengths
    std::vector<double> transform;  ///< GDAL's GeoTransform or proj:transform, in STAC's order (6 numbers); or empty
    std::optional<std::array<std::uint64_t, 2>> shape;  ///< proj:shape
    std::string problem;                                ///< why `parameters` is empty although there is a cf_name
    std::vector<VariableId> coordinates;                ///< of the extended form: those that this mapping is for
};

/// `to_metre`: length of the coordinates' unit, which CF has false eastings in, too.
struct GridMappingRequest {
    VariableId data;
    double to_metre = 1;
};

/// Those that a data variable names, in its order ("crs", or the extended form "crs: x y crs2: lat lon"); when it names
/// none, what the attributes of the variable, its groups and the dataset state (spatial_ref, crs_wkt, proj:code,
/// proj:epsg, epsg_code, ...).
std::vector<GridMapping> grid_mappings_of(const Anatomy& anatomy, const GridMappingRequest& request);

}  // namespace cairn
