// Geometries of GeoJSON in the well-known binary form of OGC 06-103r4, 8.2.
#pragma once

#include <string>
#include <string_view>

#include "base/json/value.hpp"

namespace cairn::tables {

/// Little-endian, two coordinates; empty: it is null, or no geometry that can be written (a GeometryCollection, a
/// position of one number).
std::string wkb_of(const json::Value& geometry);

/// "Polygon", ...: the name in GeoJSON of what the bytes are.
std::string_view type_of_wkb(std::string_view wkb);

}  // namespace cairn::tables
