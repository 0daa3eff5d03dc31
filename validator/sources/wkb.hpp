// Geometries of tables: well-known binary (ISO 13249-3, and PostGIS's flags) to GeoJSON.
#pragma once

#include <optional>
#include <string_view>

#include "base/json/value.hpp"

namespace cairn::validate {

/// nullopt for bytes that are no WKB of a kind that GeoJSON has. Every count is checked against the bytes that are
/// left.
std::optional<json::Value> geometry_of_wkb(std::string_view bytes);

}  // namespace cairn::validate
