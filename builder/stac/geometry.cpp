#include "builder/stac/geometry.hpp"

#include <cmath>
#include <utility>

namespace cairn {

namespace {

double rounded(double degrees) {
    const double result = std::round(degrees * 1e6) / 1e6;
    return result == 0 ? 0 : result;  // no negative zero
}

json::Value position(const Position& place) {
    json::Value result = json::array();
    json::push(result, json::number(rounded(place.lon_deg)));
    json::push(result, json::number(rounded(place.lat_deg)));
    return result;
}

json::Value geometry(std::string_view type, json::Value coordinates) {
    json::Value result = json::object();
    json::set(result, "type", type);
    json::set(result, "coordinates", std::move(coordinates));
    return result;
}

json::Value only(json::Value element) {
    json::Value result = json::array();
    json::push(result, std::move(element));
    return result;
}

json::Value line(const Position& from, const Position& to) {
    json::Value result = only(position(from));
    json::push(result, position(to));
    return result;
}

json::Value polygon(const std::vector<Position>& ring) {
    json::Value positions = json::array();
    for (const Position& place : ring) json::push(positions, position(place));
    return only(std::move(positions));
}

json::Value geometry_of(const Outline& outline) {
    if (outline.rings.size() == 1) return geometry("Polygon", polygon(outline.rings.front()));
    json::Value polygons = json::array();
    for (const std::vector<Position>& ring : outline.rings) json::push(polygons, polygon(ring));
    return geometry("MultiPolygon", std::move(polygons));
}

}  // namespace

json::Value geometry_of(const Box& box) {
    const auto [west, south, east, north] = bbox_of(box);
    if (west == east && south == north) return geometry("Point", position({west, south}));
    if (west != east && south != north) return geometry_of(outline_of(box));
    if (west <= east) return geometry("LineString", line({west, south}, {east, north}));
    json::Value lines = only(line({west, south}, {180, south}));
    json::push(lines, line({-180, south}, {east, south}));
    return geometry("MultiLineString", std::move(lines));
}

json::Value geometry_of(const Footprint& footprint) {
    if (!footprint.box.has_value()) return json::Value();
    return footprint.outline ? geometry_of(*footprint.outline) : geometry_of(*footprint.box);
}

json::Value bbox_value(const Box& box) {
    json::Value result = json::array();
    for (const double edge_deg : bbox_of(box)) json::push(result, json::number(edge_deg));
    return result;
}

bool has_geometry(const Footprint& footprint) { return footprint.box.has_value(); }

std::string why_no_geometry(const Footprint& footprint) {
    return has_geometry(footprint) ? std::string() : footprint.reason;
}

void set_geometry(json::Value& feature, const Footprint& footprint) {
    json::set(feature, "geometry", geometry_of(footprint));
    if (has_geometry(footprint)) json::set(feature, "bbox", bbox_value(*footprint.box));
}

}  // namespace cairn
