#include "search/entry.hpp"

#include <algorithm>
#include <array>

namespace cairn::search {

namespace {

constexpr std::array<std::string_view, 7> k_members_of_assets{"id",    "collection", "item", "href",
                                                              "title", "media_type", "roles"};

const json::Value& properties_of(const json::Value& feature) {
    static const json::Value k_none;
    const json::Value* properties = json::find(feature, "properties");
    return properties == nullptr ? k_none : *properties;
}

std::optional<TimeSpan> time_of(const json::Value& feature, const Owner& owner) {
    const json::Value& properties = properties_of(feature);
    return states_time(properties) ? stated_time(properties) : owner.time;
}

bool has_box(const std::vector<Box>& boxes, const std::optional<Box>& wanted) {
    return !wanted || std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) { return meet(box, *wanted); });
}

/// The boxes first, which cost little, then the geometries.
bool meets_place(const std::vector<Box>& boxes, const json::Value* geometry, const Query& query) {
    if (!has_box(boxes, query.box) || !has_box(boxes, query.shape_box)) return false;
    if (!query.shape) return true;
    const auto shape = geometry != nullptr && geometry->IsObject() ? shape_of(*geometry) : std::nullopt;
    return shape && meet(*shape, *query.shape);
}

bool meets_place(const json::Value& feature, const Owner& owner, const Query& query) {
    if (!query.has_place()) return true;
    if (!states_place(feature)) return meets_place(owner.boxes, owner.member("geometry"), query);
    std::vector<Box> boxes;
    if (const auto box = stated_box(feature)) boxes.push_back(*box);
    return meets_place(boxes, json::find(feature, "geometry"), query);
}

bool has_role(const json::Value& feature, const std::set<std::string>& roles) {
    const json::Value* own = json::find(feature, "roles");
    if (own == nullptr || !own->IsArray()) return false;
    return std::any_of(own->Begin(), own->End(), [&](const json::Value& role) {
        return role.IsString() && roles.count(std::string(json::view(role))) != 0;
    });
}

/// "frequency" for "cmip6:frequency": the first in the order of bytes that ends so.
const json::Value* find_by_ending(const json::Value* properties, const std::string& name) {
    if (properties == nullptr || !properties->IsObject()) return nullptr;
    const json::Value* found = nullptr;
    std::string_view found_name;
    for (const auto& member : properties->GetObject()) {
        const std::string_view full = json::view(member.name);
        const bool ends_so =
            full.size() > name.size() && full.ends_with(name) && full[full.size() - name.size() - 1] == ':';
        if (!ends_so || (found != nullptr && found_name <= full)) continue;
        found = &member.value;
        found_name = full;
    }
    return found;
}

/// The property of an entry, or of its Item.
const json::Value* find_property(const json::Value* own, const json::Value* inherited, const std::string& name) {
    for (const json::Value* properties : {own, inherited}) {
        const json::Value* found = properties == nullptr ? nullptr : json::find(*properties, name);
        if (found != nullptr) return found;
    }
    if (name.find(':') != std::string::npos) return nullptr;
    for (const json::Value* properties : {own, inherited})
        if (const json::Value* found = find_by_ending(properties, name)) return found;
    return nullptr;
}

bool meets_where(const json::Value& feature, const Owner& owner, const Query& query) {
    if (!query.where) return true;
    const json::Value& properties = properties_of(feature);
    return query.where->evaluate([&](const std::string& name) -> const json::Value* {
        if (std::find(k_members_of_assets.begin(), k_members_of_assets.end(), name) != k_members_of_assets.end())
            return json::find(feature, name);
        return find_property(&properties, owner.properties(), name);
    }) == Truth::yes;
}

bool has_id(const std::set<std::string>& wanted, std::string_view id) {
    return wanted.empty() || wanted.count(std::string(id)) != 0;
}

void move_member(json::Value& from, std::string_view name, json::Value& to, std::string_view new_name) {
    json::Value* value = json::find(from, name);
    if (value == nullptr) return;
    json::set(to, new_name, std::move(*value));
    json::remove(from, name);
}

}  // namespace

json::Value feature_of_asset(std::string_view key, json::Value asset, const Owner& owner) {
    json::Value feature = json::object();
    json::set(feature, "type", "Feature");
    json::set(feature, "id", key);
    if (!owner.item.empty()) json::set(feature, "item", owner.item);
    json::set(feature, "collection", owner.collection);
    move_member(asset, "href", feature, "href");
    move_member(asset, "title", feature, "title");
    move_member(asset, "description", feature, "description");
    move_member(asset, "type", feature, "media_type");
    move_member(asset, "roles", feature, "roles");
    move_member(asset, "geometry", feature, "geometry");
    move_member(asset, "bbox", feature, "bbox");
    json::set(feature, "properties", std::move(asset));
    return feature;
}

bool meets(const json::Value& feature, const Owner& owner, const Query& query) {
    if (!has_id(query.ids, json::member_text(feature, "id"))) return false;
    if (query.time) {
        const auto time = time_of(feature, owner);
        if (!time || !time->meets(*query.time)) return false;
    }
    if (!query.roles.empty() && !has_role(feature, query.roles)) return false;
    if (!meets_place(feature, owner, query)) return false;
    if (!query.variables.empty() &&
        !variables_of_asset(properties_of(feature), owner.variables).has_any(query.variables))
        return false;
    return meets_where(feature, owner, query);
}

bool meets(const Owner& item, const Query& query) {
    if (!has_id(query.ids, item.item)) return false;
    if (query.time && (!item.time || !item.time->meets(*query.time))) return false;
    if (query.has_place() && !meets_place(item.boxes, item.member("geometry"), query)) return false;
    if (!query.variables.empty() && !item.variables.has_any(query.variables)) return false;
    if (!query.where) return true;
    const json::Value collection = json::string(item.collection);
    return query.where->evaluate([&](const std::string& name) -> const json::Value* {
        if (name == "id") return item.member("id");
        if (name == "collection") return &collection;
        return find_property(item.properties(), nullptr, name);
    }) == Truth::yes;
}

Position position_of(const json::Value& feature, const Owner& owner, bool is_listed) {
    const auto time = time_of(feature, owner);
    return {owner.collection,
            owner.item,
            is_listed,
            time.has_value(),
            time ? time->start : 0,
            time ? time->end : 0,
            std::string(json::member_text(feature, "id"))};
}

Position position_of(const Owner& item) { return {item.collection, item.item, false, false, 0, 0, ""}; }

void add_inherited(json::Value& feature, const Owner& owner) {
    if (!states_place(feature)) {
        for (const char* name : {"geometry", "bbox"})
            if (const json::Value* value = owner.member(name)) json::set(feature, name, json::clone(*value));
    }
    if (json::find(feature, "geometry") == nullptr) json::set(feature, "geometry", json::Value());
    json::Value* properties = json::find(feature, "properties");
    if (states_time(*properties)) return;
    for (const char* name : {"datetime", "start_datetime", "end_datetime"}) {
        const json::Value* value = owner.properties() == nullptr ? nullptr : json::find(*owner.properties(), name);
        if (value != nullptr) json::set(*properties, name, json::clone(*value));
    }
    if (!states_time(*properties)) json::set(*properties, "datetime", json::Value());
}

}  // namespace cairn::search
