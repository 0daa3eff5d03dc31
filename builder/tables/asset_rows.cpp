#include "builder/tables/asset_rows.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "builder/stac/links.hpp"
#include "builder/stac/pager.hpp"

namespace cairn::tables {

namespace {

/// Members of a row that say the same thing of every asset; others of this name get "properties:" before theirs.
constexpr std::array<std::string_view, 7> k_row_members{"collection", "item",      "id",        "geometry",
                                                        "bbox",       "variables", "properties"};
constexpr std::array<std::string_view, 3> k_time{"datetime", "start_datetime", "end_datetime"};
/// What an Item says of itself, and not of its assets.
constexpr std::array<std::string_view, 7> k_of_items{"title",   "description", "license", "created",
                                                     "updated", "size",        "protocol"};

template <class Names>
bool has(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_inherited(std::string_view name, const json::Value& value) {
    if (value.IsObject() || value.IsArray() || value.IsNull()) return false;
    return !has(k_time, name) && !has(k_of_items, name) && !name.starts_with("cairn:") && !name.starts_with("file:");
}

std::string column_of(std::string_view name) {
    return has(k_row_members, name) ? "properties:" + std::string(name) : std::string(name);
}

/// An instant is an interval that ends where it begins, so that one condition finds both.
void append_interval(const RowTime& time, std::string& members) {
    const std::optional<std::int64_t> whole[] = {time.datetime, time.start ? time.start : time.datetime,
                                                 time.end ? time.end : time.datetime};
    for (std::size_t i = 0; i < k_time.size(); ++i) {
        if (whole[i]) {
            append_time(k_time[i], *whole[i], members);
        } else {
            append_null(k_time[i], members);
        }
    }
}

void append_texts(std::string_view name, const std::vector<std::string>& texts, std::string& members) {
    append_member(name, json::strings(texts), Depth::scalars, members);
}

std::vector<std::pair<std::string, std::string>> data_variables(const json::Value& described) {
    std::vector<std::pair<std::string, std::string>> variables;
    const json::Value* all = json::find(described, "cube:variables");
    if (all == nullptr || !all->IsObject()) return variables;
    for (const auto& member : all->GetObject()) {
        if (json::member_text(member.value, "type") == "data")
            variables.emplace_back(json::view(member.name), json::member_text(member.value, "cf:standard_name"));
    }
    return variables;
}

/// The variables that an asset names itself, or those of its Item that have the asset's standard name.
std::vector<std::string> variables_of(const json::Value& asset, const AssetOwner& owner) {
    std::vector<std::string> names;
    for (const auto& [name, standard_name] : data_variables(asset)) names.push_back(name);
    if (const json::Value* bands = json::find(asset, "bands"); names.empty() && bands != nullptr && bands->IsArray()) {
        for (const json::Value& band : bands->GetArray()) names.emplace_back(json::member_text(band, "name"));
    }
    const std::string_view standard_name = json::member_text(asset, "cf:standard_name");
    if (!names.empty() || standard_name.empty()) return names;
    for (const auto& [name, of_variable] : owner.variables)
        if (of_variable == standard_name) names.push_back(name);
    return names;
}

void append_own(const json::Value& object, std::string& members) {
    for (const auto& member : object.GetObject()) {
        const std::string_view name = json::view(member.name);
        if (has(k_time, name) || name == "href") continue;
        append_member(column_of(name), member.value, name == "bands" ? Depth::structures : Depth::scalars, members);
    }
}

AssetRow row_of(std::string_view id, const json::Value& variables_from, const RowTime& time, const json::Value* bbox,
                const AssetOwner& owner) {
    AssetRow row;
    row.key = key_of(time, bbox);
    row.hash = page_hash(owner.item + '\0' + std::string(id));
    append_text("id", id, row.members);
    if (time.is_known()) append_interval(time, row.members);
    const std::vector<std::string> variables = variables_of(variables_from, owner);
    if (!variables.empty()) append_texts("variables", variables, row.members);
    return row;
}

}  // namespace

std::vector<std::string> asset_columns() {
    return {"collection", "item",           "id",           "href", "type",     "title",    "roles",
            "datetime",   "start_datetime", "end_datetime", "bbox", "geometry", "variables"};
}

AssetOwner owner_of(const json::Value& document) {
    AssetOwner owner;
    const bool is_item = json::member_text(document, "type") == "Feature";
    const std::string_view id = json::member_text(document, "id");
    append_text("collection", is_item ? json::member_text(document, "collection") : id, owner.shared);
    if (!is_item) return owner;
    owner.item = id;
    append_text("item", id, owner.shared);
    const json::Value* bbox = json::find(document, "bbox");
    if (bbox != nullptr) owner.bbox = json::clone(*bbox);
    append_place(json::find(document, "geometry"), bbox, owner.shared);
    const json::Value* properties = json::find(document, "properties");
    if (properties == nullptr || !properties->IsObject()) return owner;
    owner.time = time_of(*properties);
    append_interval(owner.time, owner.shared);
    owner.variables = data_variables(*properties);
    std::vector<std::string> names;
    for (const auto& [name, standard_name] : owner.variables) names.push_back(name);
    append_texts("variables", names, owner.shared);
    for (const auto& member : properties->GetObject()) {
        const std::string_view name = json::view(member.name);
        if (is_inherited(name, member.value))
            append_member(column_of(name), member.value, Depth::scalars, owner.shared);
    }
    return owner;
}

AssetRow inline_row(std::string_view id, const json::Value& asset, const AssetOwner& owner) {
    const RowTime own = time_of(asset);
    AssetRow row = row_of(id, asset, own.is_known() ? own : owner.time, &owner.bbox, owner);
    append_text("href", json::member_text(asset, "href"), row.members);
    append_own(asset, row.members);
    return row;
}

AssetRow listed_row(const json::Value& feature, const AssetOwner& owner, std::string_view page,
                    std::string_view folder) {
    static const json::Value k_nothing = json::object();
    const json::Value* properties = json::find(feature, "properties");
    if (properties == nullptr || !properties->IsObject()) properties = &k_nothing;
    const json::Value* bbox = json::find(feature, "bbox");
    const RowTime time = time_of(*properties);
    AssetRow row = row_of(json::member_text(feature, "id"), *properties, time, bbox, owner);
    if (!time.is_known()) append_interval(time, row.members);  // not the Item's
    append_place(json::find(feature, "geometry"), bbox, row.members);
    append_text("href", rebased(json::member_text(feature, "href"), page.substr(0, page.rfind('/')), folder),
                row.members);
    append_text("type", json::member_text(feature, "media_type"), row.members);
    append_text("title", json::member_text(feature, "title"), row.members);
    if (const json::Value* roles = json::find(feature, "roles"))
        append_member("roles", *roles, Depth::scalars, row.members);
    append_own(*properties, row.members);
    return row;
}

bool is_asset_list(const json::Value& asset) {
    const json::Value* roles = json::find(asset, "roles");
    return roles != nullptr && roles->IsArray() && roles->Size() == 1 && (*roles)[0].IsString() &&
           json::view((*roles)[0]) == "index" && json::member_text(asset, "type") == k_geojson;
}

std::string rebased(std::string_view href, std::string_view from_folder, std::string_view to_folder) {
    if (href.empty() || href.front() == '/' || href.find("://") != std::string_view::npos) return std::string(href);
    using Path = std::filesystem::path;
    const Path target = (Path(from_folder) / Path(href)).lexically_normal();
    // Both begin in OUT, which has no name: "..", which leaves it, is shared by no folder.
    Path folder(to_folder);
    auto own = target.begin();
    auto other = folder.begin();
    while (own != target.end() && other != folder.end() && *own == *other) {
        ++own;
        ++other;
    }
    std::string result;
    for (; other != folder.end(); ++other) result += "../";
    if (result.empty()) result = "./";
    for (bool is_first = true; own != target.end(); ++own, is_first = false)
        result += (is_first ? "" : "/") + own->generic_string();
    return result;
}

}  // namespace cairn::tables
