#include "builder/stac/geometry.hpp"

#include <fmt/format.h>

#include <array>

namespace cairn {

namespace {

json::Value position(double lon_deg, double lat_deg) {
    json::Value result = json::array();
    json::push(result, json::number(lon_deg));
    json::push(result, json::number(lat_deg));
    return result;
}

json::Value geometry(std::string_view type, json::Value coordinates) {
    json::Value result = json::object();
    json::set(result, "type", type);
    json::set(result, "coordinates", std::move(coordinates));
    return result;
}

json::Value polygon(double west, double south, double east, double north) {
    json::Value ring = json::array();
    json::push(ring, position(west, south));
    json::push(ring, position(east, south));
    json::push(ring, position(east, north));
    json::push(ring, position(west, north));
    json::push(ring, position(west, south));
    json::Value rings = json::array();
    json::push(rings, std::move(ring));
    return geometry("Polygon", std::move(rings));
}

}  // namespace

json::Value geometry_of(const Box& box) {
    if (box.lon.crosses_antimeridian()) return json::Value();
    const auto [west, south, east, north] = bbox_of(box);
    if (west == east && south == north) return geometry("Point", position(west, south));
    if (west == east || south == north) {
        json::Value line = json::array();
        json::push(line, position(west, south));
        json::push(line, position(east, north));
        return geometry("LineString", std::move(line));
    }
    return polygon(west, south, east, north);
}

json::Value bbox_value(const Box& box) {
    json::Value result = json::array();
    for (const double edge_deg : bbox_of(box)) json::push(result, json::number(edge_deg));
    return result;
}

bool has_geometry(const Footprint& footprint) {
    return footprint.box.has_value() && !footprint.box->lon.crosses_antimeridian();
}

std::string why_no_geometry(const Footprint& footprint) {
    if (!footprint.box.has_value()) return footprint.reason;
    const std::array<double, 4> bbox = bbox_of(*footprint.box);
    return fmt::format("longitudes cross the antimeridian, from {} eastwards to {}", bbox[0], bbox[2]);
}

void set_geometry(json::Value& feature, const Footprint& footprint) {
    if (!has_geometry(footprint)) {
        json::set(feature, "geometry", json::Value());
        return;
    }
    json::set(feature, "geometry", geometry_of(*footprint.box));
    json::set(feature, "bbox", bbox_value(*footprint.box));
}

}  // namespace cairn
