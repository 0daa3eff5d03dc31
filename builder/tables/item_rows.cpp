#include "builder/tables/item_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/json/write.hpp"
#include "builder/model/instant.hpp"
#include "builder/stac/geometry.hpp"
#include "builder/tables/hilbert.hpp"
#include "builder/tables/wkb.hpp"

namespace cairn::tables {

namespace {

constexpr std::array<std::string_view, 11> k_members{
    "type", "stac_version", "stac_extensions", "id",     "collection", "geometry",
    "bbox", "properties",   "links",           "assets", "properties:"};

/// What objects a specification gives names to.
Depth depth_of(std::string_view name) {
    if (name == "assets" || name == "item_assets") return Depth::named;
    return name == "links" || name == "providers" || name == "bands" ? Depth::structures : Depth::scalars;
}

void append_properties(const json::Value& properties, std::string& members) {
    if (!properties.IsObject()) return;
    for (const auto& member : properties.GetObject()) {
        const std::string_view name = json::view(member.name);
        const bool collides = std::find(k_members.begin(), k_members.end(), name) != k_members.end();
        if (collides) {
            append_member("properties:" + std::string(name), member.value, Depth::scalars, members);
        } else {
            append_member(name, member.value, depth_of(name), members);
        }
    }
}

std::optional<std::int64_t> instant_of(const json::Value& object, std::string_view name) {
    const auto instant = parse_rfc3339(json::member_text(object, name));
    return instant ? std::optional(instant->microseconds) : std::nullopt;
}

/// The element of an array of arrays, or nullptr.
const json::Value* first_of(const json::Value* array) {
    return array != nullptr && array->IsArray() && !array->Empty() ? array->Begin() : nullptr;
}

const json::Value* extent_member(const json::Value& collection, std::string_view kind, std::string_view name) {
    const json::Value* extent = json::find(collection, "extent");
    const json::Value* part = extent == nullptr ? nullptr : json::find(*extent, kind);
    return part == nullptr ? nullptr : first_of(json::find(*part, name));
}

/// The polygon of a box of an extent, as Items have it.
json::Value polygon_of(const json::Value* bbox) {
    if (bbox == nullptr || !bbox->IsArray() || bbox->Size() != 4) return {};
    for (const json::Value& edge : bbox->GetArray())
        if (!edge.IsNumber()) return {};
    const double west = (*bbox)[0].GetDouble();
    const double south = (*bbox)[1].GetDouble();
    const double east = (*bbox)[2].GetDouble();
    const double north = (*bbox)[3].GetDouble();
    // A template can say anything.
    if (std::abs(west) > 180 || std::abs(east) > 180 || south < -90 || north > 90 || south > north) return {};
    return geometry_of(Box{LonInterval::arc(west, east), {south, north}});
}

}  // namespace

std::vector<std::string> item_columns() {
    return {"id", "collection", "datetime", "bbox", "geometry", "stac_version", "stac_extensions", "links", "assets"};
}

std::vector<std::string> collection_columns() {
    return {"id",       "title",        "description",     "start_datetime", "end_datetime", "bbox",
            "geometry", "stac_version", "stac_extensions", "license",        "links",        "assets"};
}

void append_place(const json::Value* geometry, const json::Value* bbox, std::string& members) {
    const std::string wkb = geometry == nullptr ? std::string() : wkb_of(*geometry);
    if (wkb.empty()) {
        append_null("geometry", members);
    } else {
        append_binary("geometry", wkb, members);
    }
    append_box("bbox", bbox, members);
}

void append_item(const json::Value& item, std::string& members) {
    append_place(json::find(item, "geometry"), json::find(item, "bbox"), members);
    for (const auto& member : item.GetObject()) {
        const std::string_view name = json::view(member.name);
        if (name == "type" || name == "geometry" || name == "bbox") continue;
        if (name == "properties") {
            append_properties(member.value, members);
        } else {
            append_member(name, member.value, depth_of(name), members);
        }
    }
}

RowTime time_of(const json::Value& object) {
    return {instant_of(object, "datetime"), instant_of(object, "start_datetime"), instant_of(object, "end_datetime")};
}

RowKey key_of(const RowTime& time, const json::Value* bbox) {
    RowKey key;
    key.start_us = time.start.value_or(time.datetime.value_or(k_no_time));
    if (bbox == nullptr || !bbox->IsArray() || (bbox->Size() != 4 && bbox->Size() != 6)) return key;
    for (const json::Value& edge : bbox->GetArray())
        if (!edge.IsNumber()) return key;
    const rapidjson::SizeType half = bbox->Size() / 2;
    const double west = (*bbox)[0].GetDouble();
    const double east = (*bbox)[half].GetDouble();
    double middle = west <= east ? (west + east) / 2 : (west + east) / 2 + 180;
    if (middle > 180) middle -= 360;
    key.place = hilbert(middle, ((*bbox)[1].GetDouble() + (*bbox)[half + 1].GetDouble()) / 2);
    return key;
}

std::string stac_metadata(std::string_view collection_id, const json::Value& collection) {
    std::string text = "{\"version\":\"" + std::string(k_stac_geoparquet_version) + "\",\"collections\":{";
    json::append_quoted(text, collection_id);
    return text + ':' + json::write(collection) + "}}";
}

void append_collection(const json::Value& collection, std::string& members) {
    const json::Value* bbox = extent_member(collection, "spatial", "bbox");
    const json::Value polygon = polygon_of(bbox);
    append_place(&polygon, bbox, members);
    const json::Value* interval = extent_member(collection, "temporal", "interval");
    for (const auto& [name, index] : {std::pair("start_datetime", 0U), std::pair("end_datetime", 1U)}) {
        const bool is_there = interval != nullptr && interval->IsArray() && interval->Size() == 2;
        append_member(name, is_there ? (*interval)[index] : json::Value().Move(), Depth::scalars, members);
    }
    for (const auto& member : collection.GetObject()) {
        const std::string_view name = json::view(member.name);
        if (name != "type") append_member(name, member.value, depth_of(name), members);
    }
}

}  // namespace cairn::tables
