#include "validator/objects.hpp"

#include "base/json/pointer.hpp"

namespace cairn::validate {

namespace {

void find_members(StacObject& object) {
    for (const auto& member : object.value.GetObject()) {
        const std::string_view name = json::view(member.name);
        const json::Value* value = &member.value;
        switch (name.size()) {
            case 4:
                if (name == "bbox") object.bbox = value;
                break;
            case 5:
                if (name == "links") object.links = value;
                break;
            case 6:
                if (name == "assets") object.assets = value;
                if (name == "extent") object.extent = value;
                break;
            case 8:
                if (name == "geometry") object.geometry = value;
                break;
            case 10:
                if (name == "properties") object.properties = value;
                break;
            default:
                break;
        }
    }
}

void visit_object(const json::Value& value, ObjectKind kind, std::int64_t index,
                  const std::function<void(const StacObject&)>& visit) {
    if (!value.IsObject()) return;
    StacObject object{value, kind, index};
    find_members(object);
    if (object.is_feature()) {
        if (object.properties != nullptr) object.times = times_of(*object.properties);
        object.place = place_of(object.geometry, object.bbox);
    }
    visit(object);
}

void visit_array(const json::Value& document, std::string_view name, ObjectKind kind,
                 const std::function<void(const StacObject&)>& visit) {
    const json::Value* array = json::find(document, name);
    if (array == nullptr || !array->IsArray()) return;
    for (rapidjson::SizeType i = 0; i < array->Size(); ++i) visit_object((*array)[i], kind, i, visit);
}

void set_time(std::string_view name, const json::Value& value, Times& times) {
    std::optional<Microseconds>* place = nullptr;
    if (name == "datetime") place = &times.datetime;
    if (name == "start_datetime") place = &times.start;
    if (name == "end_datetime") place = &times.end;
    if (name == "created") place = &times.created;
    if (name == "updated") place = &times.updated;
    if (place != nullptr && value.IsString()) *place = parse_instant(json::view(value));
}

}  // namespace

Times times_of(const json::Value& properties) {
    Times times;
    if (!properties.IsObject()) return times;
    for (const auto& member : properties.GetObject()) set_time(json::view(member.name), member.value, times);
    return times;
}

bool lies_apart(const Times& item, Microseconds start, Microseconds end) {
    constexpr Microseconds k_day = 86'400'000'000;
    if (!item.start || !item.end || *item.start > *item.end || start > end) return false;
    return end < *item.start - k_day || start > *item.end + k_day;
}

std::string StacObject::pointer(std::string_view below) const {
    if (index < 0) return std::string(below);
    const std::string_view array = kind == ObjectKind::collection ? "/collections" : "/features";
    return json::child(array, static_cast<std::size_t>(index)).append(below);
}

void for_each_object(const json::Value& document, Kind kind, const std::function<void(const StacObject&)>& visit) {
    switch (kind) {
        case Kind::catalog:
            return visit_object(document, ObjectKind::catalog, -1, visit);
        case Kind::collection:
            return visit_object(document, ObjectKind::collection, -1, visit);
        case Kind::item:
            return visit_object(document, ObjectKind::item, -1, visit);
        case Kind::items_page:
            return visit_array(document, "features", ObjectKind::item, visit);
        case Kind::asset_page:
            return visit_array(document, "features", ObjectKind::asset, visit);
        case Kind::collections:
            return visit_array(document, "collections", ObjectKind::collection, visit);
        case Kind::page_directory:
        case Kind::unknown:
            return;
    }
}

void for_each_wrong_box(
    const StacObject& object,
    const std::function<void(BoxFault fault, const json::Value& box, const std::string& pointer)>& visit) {
    if (object.is_feature()) {
        if (object.place.box != BoxFault::none && object.place.box != BoxFault::unusable)
            visit(object.place.box, *object.bbox, object.pointer("/bbox"));
        return;
    }
    const json::Value* boxes = object.extent == nullptr ? nullptr : json::resolve(*object.extent, "/spatial/bbox");
    if (boxes == nullptr || !boxes->IsArray()) return;
    for (rapidjson::SizeType i = 0; i < boxes->Size(); ++i) {
        const BoxFault fault = fault_of_box((*boxes)[i]);
        if (fault != BoxFault::none && fault != BoxFault::unusable)
            visit(fault, (*boxes)[i], json::child(object.pointer("/extent/spatial/bbox"), std::size_t{i}));
    }
}

void for_each_interval(const StacObject& collection, const IntervalVisitor& visit) {
    const json::Value* intervals =
        collection.extent == nullptr ? nullptr : json::resolve(*collection.extent, "/temporal/interval");
    if (intervals == nullptr || !intervals->IsArray()) return;
    const auto instant = [](const json::Value& end) {
        return end.IsString() ? parse_instant(json::view(end)) : std::nullopt;
    };
    for (rapidjson::SizeType i = 0; i < intervals->Size(); ++i) {
        const json::Value& interval = (*intervals)[i];
        if (interval.IsArray() && interval.Size() == 2) visit(instant(interval[0]), instant(interval[1]), i);
    }
}

void for_each_asset(const StacObject& object,
                    const std::function<void(const json::Value& asset, std::string_view key)>& visit) {
    if (object.kind == ObjectKind::asset) return visit(object.value, {});
    if (object.assets == nullptr || !object.assets->IsObject()) return;
    for (const auto& asset : object.assets->GetObject())
        if (asset.value.IsObject()) visit(asset.value, json::view(asset.name));
}

std::string pointer_of_asset(const StacObject& object, std::string_view key) {
    return object.kind == ObjectKind::asset ? object.pointer("") : json::child(object.pointer("/assets"), key);
}

}  // namespace cairn::validate
