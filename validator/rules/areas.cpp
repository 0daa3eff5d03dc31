#include "validator/rules/areas.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/json/pointer.hpp"

namespace cairn::validate::rules {

namespace {

constexpr std::size_t k_most_positions = 1'000'000;

/// nullopt: it has not the form of rings.
std::optional<Area> read_area(const json::Value& rings) {
    if (!rings.IsArray() || rings.Empty()) return std::nullopt;
    Area area;
    for (const json::Value& positions : rings.GetArray()) {
        if (!positions.IsArray() || positions.Size() < 4 || positions.Size() > k_most_positions) return std::nullopt;
        Ring& ring = area.emplace_back(positions.Size());
        for (rapidjson::SizeType i = 0; i < positions.Size(); ++i)
            if (!read_position(positions[i], ring[i].x, ring[i].y)) return std::nullopt;
    }
    return area;
}

std::size_t positions_in(const std::vector<Area>& areas) {
    std::size_t count = 0;
    for (const Area& area : areas)
        for (const Ring& ring : area) count += ring.size();
    return count;
}

/// What is visited in a geometry of one type, by its coordinates.
using Look = std::vector<Area> (*)(const json::Value& coordinates);

/// False: the visitor wants no others.
bool visit_areas(const json::Value& geometry, const std::string& pointer, std::string_view type, Look look,
                 const AreasVisitor& visit) {
    const std::string_view own_type = json::member_text(geometry, "type");
    const bool is_collection = own_type == "GeometryCollection";
    const json::Value* content = json::find(geometry, is_collection ? "geometries" : "coordinates");
    if (content == nullptr || !content->IsArray()) return true;
    const auto each = [&](const std::string& name, const auto& of_one) {
        for (rapidjson::SizeType i = 0; i < content->Size(); ++i)
            if (!of_one((*content)[i], json::child(pointer + name, std::size_t{i}))) return false;
        return true;
    };
    if (is_collection) {
        return each("/geometries", [&](const json::Value& one, const std::string& at) {
            return visit_areas(one, at, type, look, visit);
        });
    }
    const auto visit_one = [&](const json::Value& coordinates, const std::string& at) {
        const std::vector<Area> areas = look(coordinates);
        return areas.size() < 2 || positions_in(areas) > k_most_positions || visit(areas, at);
    };
    if (own_type == "MultiPolygon" && type == "Polygon") return each("/coordinates", visit_one);
    return own_type != type || visit_one(*content, pointer + "/coordinates");
}

void visit_object(const ObjectView& view, std::string_view type, Look look, const AreasVisitor& visit) {
    const Place& place = view.object.place;
    if (place.geometry != GeometryFault::none && place.geometry != GeometryFault::far_longitude) return;
    if (place.crosses_uncut || place.box == BoxFault::swapped) return;
    visit_areas(*view.object.geometry, view.object.pointer("/geometry"), type, look, visit);
}

}  // namespace

void for_each_polygon_with_holes(const ObjectView& view, const AreasVisitor& visit) {
    const Look rings_apart = [](const json::Value& coordinates) {
        std::vector<Area> rings;
        if (!coordinates.IsArray() || coordinates.Size() < 2) return rings;
        std::optional<Area> polygon = read_area(coordinates);
        if (!polygon) return rings;
        for (Ring& ring : *polygon) rings.push_back({std::move(ring)});
        return rings;
    };
    visit_object(view, "Polygon", rings_apart, visit);
}

void for_each_multipolygon(const ObjectView& view, const AreasVisitor& visit) {
    const Look polygons = [](const json::Value& coordinates) {
        std::vector<Area> areas;
        if (coordinates.Size() < 2) return areas;
        for (const json::Value& rings : coordinates.GetArray()) {
            std::optional<Area> area = read_area(rings);
            if (!area) return std::vector<Area>();
            areas.push_back(std::move(*area));
        }
        return areas;
    };
    visit_object(view, "MultiPolygon", polygons, visit);
}

}  // namespace cairn::validate::rules
