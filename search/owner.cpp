#include "search/owner.hpp"

#include <algorithm>

namespace cairn::search {

namespace {

std::optional<std::int64_t> time_member(const json::Value& object, std::string_view name, bool& is_text) {
    const json::Value* value = json::find(object, name);
    is_text = value != nullptr && value->IsString();
    return is_text ? parse_time(json::view(*value)) : std::nullopt;
}

/// [start, end] of temporal extents: null is open.
std::optional<TimeSpan> interval_of(const json::Value& value) {
    if (!value.IsArray() || value.Size() != 2) return std::nullopt;
    TimeSpan span;
    for (const auto& [member, place] : {std::pair{&value[0], &span.start}, {&value[1], &span.end}}) {
        if (member->IsNull()) continue;
        const auto time = member->IsString() ? parse_time(json::view(*member)) : std::nullopt;
        if (!time) return std::nullopt;
        *place = *time;
    }
    if (span.start > span.end) return std::nullopt;
    return span;
}

const json::Value* list_at(const json::Value& collection, std::string_view kind, std::string_view name) {
    const json::Value* extent = json::find(collection, "extent");
    const json::Value* part = extent == nullptr ? nullptr : json::find(*extent, kind);
    const json::Value* list = part == nullptr ? nullptr : json::find(*part, name);
    return list != nullptr && list->IsArray() ? list : nullptr;
}

bool has_box_that_meets(const std::vector<Box>& boxes, const Box& wanted) {
    return std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) { return meet(box, wanted); });
}

}  // namespace

bool states_time(const json::Value& object) {
    return json::find(object, "datetime") != nullptr || json::find(object, "start_datetime") != nullptr ||
           json::find(object, "end_datetime") != nullptr;
}

std::optional<TimeSpan> stated_time(const json::Value& object) {
    bool has_start = false;
    bool has_end = false;
    bool has_instant = false;
    const auto start = time_member(object, "start_datetime", has_start);
    const auto end = time_member(object, "end_datetime", has_end);
    if (has_start || has_end) {
        if ((has_start && !start) || (has_end && !end)) return std::nullopt;
        const TimeSpan span{start.value_or(TimeSpan::k_open_start), end.value_or(TimeSpan::k_open_end)};
        if (span.start > span.end) return std::nullopt;
        return span;
    }
    const auto instant = time_member(object, "datetime", has_instant);
    if (!instant) return std::nullopt;
    return TimeSpan{*instant, *instant};
}

bool states_place(const json::Value& object) {
    return json::find(object, "bbox") != nullptr || json::find(object, "geometry") != nullptr;
}

std::optional<Box> stated_box(const json::Value& object) {
    if (const json::Value* bbox = json::find(object, "bbox")) return box_of(*bbox);
    const json::Value* geometry = json::find(object, "geometry");
    if (geometry == nullptr || !geometry->IsObject()) return std::nullopt;
    const auto shape = shape_of(*geometry);
    if (!shape) return std::nullopt;
    return shape->box();
}

Owner owner_of_item(json::Value item, const std::string& collection) {
    Owner owner;
    owner.collection = collection;
    owner.item = json::member_text(item, "id");
    owner.document = std::move(item);
    json::remove(owner.document, "assets");
    if (const json::Value* properties = owner.properties(); properties != nullptr) {
        owner.time = stated_time(*properties);
        owner.variables = variables_of(*properties);
    }
    if (const auto box = stated_box(owner.document)) owner.boxes.push_back(*box);
    return owner;
}

Owner owner_of_collection(const json::Value& collection) {
    Owner owner;
    owner.collection = json::member_text(collection, "id");
    if (const json::Value* intervals = list_at(collection, "temporal", "interval")) {
        for (const json::Value& value : intervals->GetArray()) {
            const auto span = interval_of(value);
            if (!span) continue;
            if (!owner.time) owner.time = span;
            owner.time->start = std::min(owner.time->start, span->start);
            owner.time->end = std::max(owner.time->end, span->end);
        }
    }
    if (const json::Value* boxes = list_at(collection, "spatial", "bbox"))
        for (const json::Value& value : boxes->GetArray())
            if (const auto box = box_of(value)) owner.boxes.push_back(*box);
    return owner;
}

bool excludes(const Owner& owner, const Query& query) {
    if (query.time && owner.time && !owner.time->meets(*query.time)) return true;
    if (!owner.boxes.empty()) {
        if (query.box && !has_box_that_meets(owner.boxes, *query.box)) return true;
        if (query.shape_box && !has_box_that_meets(owner.boxes, *query.shape_box)) return true;
    }
    return !query.variables.empty() && owner.variables.is_stated && !owner.variables.has_any(query.variables);
}

}  // namespace cairn::search
