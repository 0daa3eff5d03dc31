#include "base/json/pointer.hpp"
#include "validator/place.hpp"

namespace cairn::validate {

namespace {

/// Geometries within geometries; GeoJSON advises against any (RFC 7946, 3.1.8).
constexpr std::size_t k_deepest = 16;

}  // namespace

bool read_position(const json::Value& position, double& longitude, double& latitude) {
    if (!position.IsArray() || position.Size() < 2 || !position[0].IsNumber() || !position[1].IsNumber()) return false;
    longitude = position[0].GetDouble();
    latitude = position[1].GetDouble();
    return true;
}

std::string GeometryVisitor::here() const {
    std::string pointer;
    for (const Step& step : m_path)
        pointer = step.name != nullptr ? json::child(pointer, step.name) : json::child(pointer, step.index);
    return pointer;
}

bool GeometryVisitor::visit_each(const json::Value& array, bool (GeometryVisitor::*visit_one)(const json::Value&)) {
    if (!array.IsArray()) return false;
    for (rapidjson::SizeType i = 0; i < array.Size(); ++i) {
        m_path.push_back({nullptr, i});
        if (!(this->*visit_one)(array[i])) return false;
        m_path.pop_back();
    }
    return true;
}

/// One of a single position, as a ring of three, is refused by its schema.
bool GeometryVisitor::line(const json::Value& positions) {
    return positions.IsArray() && positions.Size() >= 2 && part(positions, PartKind::line);
}

bool GeometryVisitor::polygon(const json::Value& rings) {
    if (!rings.IsArray()) return false;
    for (rapidjson::SizeType i = 0; i < rings.Size(); ++i) {
        m_path.push_back({nullptr, i});
        if (!rings[i].IsArray() || rings[i].Size() < 4 || !part(rings[i], i == 0 ? PartKind::shell : PartKind::hole))
            return false;
        m_path.pop_back();
    }
    return true;
}

bool GeometryVisitor::visit(const json::Value& geometry) {
    const std::string_view type = json::member_text(geometry, "type");
    const bool collection = type == "GeometryCollection";
    const json::Value* content = json::find(geometry, collection ? "geometries" : "coordinates");
    if (content == nullptr || m_path.size() > 2 * k_deepest) return false;
    m_path.push_back({collection ? "geometries" : "coordinates", 0});
    bool well_formed = false;
    if (collection) {
        well_formed = visit_each(*content, &GeometryVisitor::visit);
    } else if (type == "Point") {
        well_formed = part(*content, PartKind::point);
    } else if (type == "MultiPoint") {
        well_formed = part(*content, PartKind::points);
    } else if (type == "LineString") {
        well_formed = line(*content);
    } else if (type == "MultiLineString") {
        well_formed = visit_each(*content, &GeometryVisitor::line);
    } else if (type == "Polygon") {
        well_formed = polygon(*content);
    } else if (type == "MultiPolygon") {
        well_formed = visit_each(*content, &GeometryVisitor::polygon);
    }
    m_path.pop_back();
    return well_formed;
}

}  // namespace cairn::validate
