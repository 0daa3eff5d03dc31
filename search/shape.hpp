// Geometries of GeoJSON (RFC 7946), as far as a search asks whether two of them meet.
#pragma once

#include <optional>
#include <vector>

#include "base/json/value.hpp"
#include "search/box.hpp"

namespace cairn::search {

struct Point {
    double x = 0;  ///< longitude, degrees
    double y = 0;  ///< latitude, degrees
};

/// Any geometry, also a collection: its points, lines and polygons. On the plane of longitudes and latitudes.
struct Shape {
    using Line = std::vector<Point>;
    std::vector<Point> points;
    std::vector<Line> lines;
    std::vector<std::vector<Line>> polygons;  ///< rings, outer and inner alike: even-odd

    /// The least and greatest coordinates, as they are. Precondition: there is a position.
    Box box() const;
};

/// Whether they share a point; borders belong to polygons.
bool meet(const Shape& a, const Shape& b);

/// A geometry, a Feature, or the features of a FeatureCollection together; nullopt: it is none of these, or has
/// no positions, or some that are no finite numbers. At most 64 levels of collections.
std::optional<Shape> shape_of(const json::Value& value);

}  // namespace cairn::search
