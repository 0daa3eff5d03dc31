#include "builder/tables/geo_metadata.hpp"

#include <algorithm>

#include "base/json/write.hpp"
#include "builder/tables/wkb.hpp"

namespace cairn::tables {

void GeoMetadata::add(const Cell& geometry, const Cell& box) {
    if (geometry.tag() == Tag::binary) {
        const std::string_view type = type_of_wkb(geometry.bytes());
        if (!m_types.contains(type)) m_types.emplace(type);
    }
    if (box.tag() != Tag::structure) return;
    const double west = box.member("xmin").number();
    const double south = box.member("ymin").number();
    const double east = box.member("xmax").number();
    const double north = box.member("ymax").number();
    m_crosses_antimeridian = m_crosses_antimeridian || west > east;
    m_west = m_has_box ? std::min(m_west, west) : west;
    m_south = m_has_box ? std::min(m_south, south) : south;
    m_east = m_has_box ? std::max(m_east, east) : east;
    m_north = m_has_box ? std::max(m_north, north) : north;
    m_has_box = true;
}

std::string GeoMetadata::text() const {
    json::Value edges = json::object();
    for (const char* edge : {"xmin", "ymin", "xmax", "ymax"}) json::set(edges, edge, json::strings({"bbox", edge}));
    json::Value covering = json::object();
    json::set(covering, "bbox", std::move(edges));
    json::Value column = json::object();
    json::set(column, "encoding", "WKB");
    json::set(column, "geometry_types", json::strings({m_types.begin(), m_types.end()}));
    if (m_has_box) {
        json::Value bbox = json::array();
        for (const double edge :
             {m_crosses_antimeridian ? -180.0 : m_west, m_south, m_crosses_antimeridian ? 180.0 : m_east, m_north})
            json::push(bbox, json::number(edge));
        json::set(column, "bbox", std::move(bbox));
    }
    json::set(column, "covering", std::move(covering));
    json::Value columns = json::object();
    json::set(columns, "geometry", std::move(column));
    json::Value geo = json::object();
    json::set(geo, "version", "1.1.0");
    json::set(geo, "primary_column", "geometry");
    json::set(geo, "columns", std::move(columns));
    return json::write(geo);
}

}  // namespace cairn::tables
