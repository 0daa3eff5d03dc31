// Attributes that state a reference system, inside and outside CF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

/// What one attribute or coordinate states.
struct SystemStatement {
    std::string definition;  ///< for PROJ: WKT, PROJJSON, "EPSG:<number>", or a PROJ string of known words
    std::string from;        ///< who says so, for people: "crs_wkt of 'projection'"
    bool operator==(const SystemStatement&) const = default;
};

/// All that these attributes state, in this order: crs_wkt, spatial_ref, proj:*, codes (epsg_code, srid, ...), crs and
/// GDAL's _CRS, and PROJ strings (proj4text, proj4_string, proj4, ...). `owner`: of the attributes, for `from`.
std::vector<SystemStatement> system_statements(const std::vector<Attribute>& attributes, std::string_view owner);

/// What a text means to PROJ: a WKT or PROJJSON as it is; the code of "EPSG:32632", "urn:ogc:def:crs:EPSG::3411",
/// ".../def/crs/EPSG/0/32618" or "+init=epsg:3411"; a PROJ string without what could open files or run a pipeline.
/// Empty: nothing.
std::string system_definition(std::string_view text);

}  // namespace cairn
