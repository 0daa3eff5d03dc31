// Boxes as GeoJSON (RFC 7946).
#pragma once

#include <string>

#include "builder/model/footprint.hpp"
#include "json/value.hpp"

namespace cairn {

/// Polygon, counterclockwise; LineString or Point when the box has no width or height; null when it crosses the
/// antimeridian, which one ring cannot say.
json::Value geometry_of(const Box& box);
json::Value bbox_value(const Box& box);

/// Sets `geometry`, and `bbox` when there is a geometry (STAC forbids it otherwise).
void set_geometry(json::Value& feature, const Footprint& footprint);

/// Whether a footprint has a geometry; if not, the reason for the document's notes.
bool has_geometry(const Footprint& footprint);
std::string why_no_geometry(const Footprint& footprint);

}  // namespace cairn
