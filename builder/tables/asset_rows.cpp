#include "builder/tables/asset_rows.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "builder/stac/links.hpp"
#include "builder/stac/pager.hpp"

namespace cairn::tables {

namespace {

/// Members of a row that say the same thing of every asset; others of this name get "properties:" before theirs.
constexpr std::array<std::string_view, 9> k_row_members{"collection", "item",       "id",     "geometry",      "bbox",
                                                        "variables",  "properties", "listed", "standard_names"};
/// Columns that are members of assets, and not of their properties.
constexpr std::array<std::string_view, 5> k_of_assets{"href", "type", "title", "description", "roles"};
constexpr std::array<std::string_view, 3> k_time{"datetime", "start_datetime", "end_datetime"};
/// What an Item says of itself, and not of its assets.
constexpr std::array<std::string_view, 7> k_of_items{"title",   "description", "license", "created",
                                                     "updated", "size",        "protocol"};

template <class Names>
bool has(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// `value`: no null.
bool is_inherited(std::string_view name, const json::Value& value) {
    if (value.IsObject() || value.IsArray()) return false;
    return !has(k_of_items, name) && !name.starts_with("cairn:") && !name.starts_with("file:");
}

std::string column_of(std::string_view name) {
    return has(k_row_members, name) ? "properties:" + std::string(name) : std::string(name);
}

std::string column_of_property(std::string_view name) {
    return has(k_of_assets, name) ? "properties:" + std::string(name) : column_of(name);
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

void add_variable(std::string_view name, const json::Value& described, RowVariables& variables) {
    const std::vector<std::string> standard_names = json::member_texts(described, "cf:standard_name");
    if (standard_names.empty()) variables.all.emplace_back(name, "");
    for (const std::string& standard_name : standard_names) variables.all.emplace_back(name, standard_name);
}

/// What Properties or an asset state; searches read documents in the same way (docs/search.md, "Conditions").
RowVariables stated_variables(const json::Value& object) {
    RowVariables variables;
    const json::Value* cube = json::find(object, "cube:variables");
    const json::Value* bands = json::find(object, "bands");
    if (cube != nullptr && cube->IsObject()) {
        variables.is_stated = true;
        for (const auto& member : cube->GetObject())
            if (json::member_text(member.value, "type") != "auxiliary")
                add_variable(json::view(member.name), member.value, variables);
    }
    if (bands != nullptr && bands->IsArray()) {
        variables.is_stated = true;
        for (const json::Value& band : bands->GetArray())
            add_variable(json::member_text(band, "name"), band, variables);
    }
    const std::vector<std::string> standard_names = json::member_texts(object, "cf:standard_name");
    variables.has_names_only = !variables.is_stated && !standard_names.empty();
    variables.is_stated = variables.is_stated || !standard_names.empty();
    for (const std::string& name : standard_names) variables.all.emplace_back("", name);
    return variables;
}

/// The variables that an asset states, and of its Item those with the standard names that are all that it states.
RowVariables variables_of(const json::Value& object, const AssetOwner& owner) {
    RowVariables own = stated_variables(object);
    if (!own.has_names_only) return own;
    const std::size_t stated = own.all.size();
    for (const auto& [name, standard_name] : owner.variables.all) {
        const bool is_named =
            std::any_of(own.all.begin(), own.all.begin() + static_cast<std::ptrdiff_t>(stated),
                        [&, &wanted = standard_name](const auto& one) { return one.second == wanted; });
        if (is_named) own.all.emplace_back(name, standard_name);
    }
    return own;
}

void append_variables(const RowVariables& variables, std::string& members) {
    std::vector<std::string> names;
    std::vector<std::string> standard_names;
    const auto add = [](const std::string& name, std::vector<std::string>& to) {
        if (!name.empty() && !has(to, name)) to.push_back(name);
    };
    for (const auto& [name, standard_name] : variables.all) {
        add(name, names);
        add(standard_name, standard_names);
    }
    append_texts("variables", names, members);
    append_texts("standard_names", standard_names, members);
}

enum class Kind { of_asset, of_properties };

void append_own(const json::Value& object, Kind kind, std::string& members) {
    for (const auto& member : object.GetObject()) {
        const std::string_view name = json::view(member.name);
        const bool is_asset = kind == Kind::of_asset;
        if (has(k_time, name) || (is_asset && name == "href")) continue;
        append_member(is_asset ? column_of(name) : column_of_property(name), member.value,
                      name == "bands" ? Depth::structures : Depth::scalars, members);
    }
}

AssetRow row_of(std::string_view id, const json::Value& variables_from, const RowTime& time, const json::Value* bbox,
                const AssetOwner& owner) {
    AssetRow row;
    row.key = key_of(time, bbox);
    row.end_us = time.end.value_or(time.start ? k_no_time : time.datetime.value_or(k_no_time));
    row.hash = page_hash(owner.item + '\0' + std::string(id));
    append_text("id", id, row.members);
    if (time.is_known()) append_interval(time, row.members);
    const RowVariables variables = variables_of(variables_from, owner);
    if (variables.is_stated) append_variables(variables, row.members);
    return row;
}

}  // namespace

std::vector<std::string> asset_columns() {
    return {"collection",     "item",         "id",   "href",     "type",      "title",          "roles", "datetime",
            "start_datetime", "end_datetime", "bbox", "geometry", "variables", "standard_names", "listed"};
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
    owner.variables = stated_variables(*properties);
    append_variables(owner.variables, owner.shared);
    for (const auto& member : properties->GetObject()) {
        const std::string_view name = json::view(member.name);
        if (has(k_time, name) || member.value.IsNull()) continue;
        if (is_inherited(name, member.value))
            append_member(column_of_property(name), member.value, Depth::scalars, owner.shared);
        else
            owner.not_inherited.emplace_back(name);
    }
    return owner;
}

AssetRow inline_row(std::string_view id, const json::Value& asset, const AssetOwner& owner) {
    const RowTime own = time_of(asset);
    AssetRow row = row_of(id, asset, own.is_known() ? own : owner.time, &owner.bbox, owner);
    append_truth("listed", false, row.members);
    append_text("href", json::member_text(asset, "href"), row.members);
    append_own(asset, Kind::of_asset, row.members);
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
    append_truth("listed", true, row.members);
    for (const auto& [member, column] :
         {std::pair("media_type", "type"), {"title", "title"}, {"roles", "roles"}, {"description", "description"}})
        if (const json::Value* value = json::find(feature, member))
            append_member(column, *value, Depth::scalars, row.members);
    append_own(*properties, Kind::of_properties, row.members);
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
