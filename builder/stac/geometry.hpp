// Footprints as GeoJSON (RFC 7946).
#pragma once

#include <string>

#include "base/json/value.hpp"
#include "builder/model/footprint.hpp"

namespace cairn {

/// Polygon, counterclockwise, or MultiPolygon when it crosses the antimeridian; LineString (MultiLineString) or Point
/// when the box has no width or no height.
json::Value geometry_of(const Box& box);

/// That of the outline, else that of the box; null when neither is known.
json::Value geometry_of(const Footprint& footprint);

/// [west, south, east, north]; west > east when it crosses the antimeridian.
json::Value bbox_value(const Box& box);

/// Sets `geometry`, and `bbox` when there is a geometry (STAC forbids it otherwise).
void set_geometry(json::Value& feature, const Footprint& footprint);

/// Whether a footprint has a geometry; if not, the reason for the document's notes.
bool has_geometry(const Footprint& footprint);
std::string why_no_geometry(const Footprint& footprint);

}  // namespace cairn
