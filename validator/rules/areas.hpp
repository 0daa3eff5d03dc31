// The areas of a geometry: holes in their polygon, polygons in their MultiPolygon.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "validator/rules/edge_tree.hpp"
#include "validator/rules/rule.hpp"

namespace cairn::validate::rules {

using Ring = std::vector<Point>;

/// The outer ring and the holes in it.
using Area = std::vector<Ring>;

/// Areas of one geometry, and the pointer of what has them. False: no others are wanted.
using AreasVisitor = std::function<bool(const std::vector<Area>& areas, const std::string& pointer)>;

/// Calls `visit` with the rings of each polygon that has holes, each ring as an area of its own, until it answers
/// false. Nothing is visited whose place is wrong (latitudes before longitudes, positions off the globe, rings over the
/// antimeridian in one piece), and no more than a million positions at a time.
void for_each_polygon_with_holes(const ObjectView& view, const AreasVisitor& visit);

/// The same with the polygons of each MultiPolygon that has two or more.
void for_each_multipolygon(const ObjectView& view, const AreasVisitor& visit);

}  // namespace cairn::validate::rules
