#include "validator/document.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/json/object_builder.hpp"
#include "base/json/pointer.hpp"
#include "validator/stac_versions.hpp"

namespace cairn::validate {

namespace {

constexpr std::string_view k_feature_collection = "https://geojson.org/schema/FeatureCollection.json";
constexpr std::string_view k_own_schemas = "https://cairn-stac.github.io/schemas/v1/";

bool has_array(const json::Value& value, std::string_view name) {
    const json::Value* member = json::find(value, name);
    return member != nullptr && member->IsArray();
}

bool has_link(const json::Value& document, std::string_view rel) {
    const json::Value* links = json::find(document, "links");
    return links != nullptr && links->IsArray() &&
           std::any_of(links->Begin(), links->End(),
                       [rel](const json::Value& link) { return json::member_text(link, "rel") == rel; });
}

/// A Collection without any member of one: its type is wrong, not all that it lacks.
bool is_plain_catalog(const json::Value& document) {
    constexpr std::array<std::string_view, 8> k_of_collections{"extent",   "license", "providers",   "summaries",
                                                               "keywords", "assets",  "item_assets", "cube:dimensions"};
    return has_array(document, "links") && std::ranges::none_of(k_of_collections, [&](std::string_view name) {
               return json::find(document, name) != nullptr;
           });
}

Kind classify_features(const json::Value& document) {
    const json::Value* features = json::find(document, "features");
    if (features == nullptr || !features->IsArray() || features->Empty()) {
        if (!has_array(document, "links")) return Kind::unknown;
        return has_link(document, "item") ? Kind::asset_page : Kind::items_page;
    }
    const json::Value& first = (*features)[0];
    const bool assets = json::find(first, "assets") != nullptr;
    if (!assets && json::find(first, "href") != nullptr) return Kind::asset_page;
    return assets || json::find(first, "stac_version") != nullptr ? Kind::items_page : Kind::unknown;
}

/// A STAC object whose type is missing or misspelt.
Kind guess_by_members(const json::Value& document) {
    if (json::find(document, "properties") || json::find(document, "geometry")) return Kind::item;
    if (json::find(document, "extent") || json::find(document, "license")) return Kind::collection;
    return has_array(document, "links") ? Kind::catalog : Kind::unknown;
}

/// What is missing or no version of STAC is checked as 1.1.0, whose schema says so.
std::string version_of(const json::Value& object) {
    const std::string_view version = json::member_text(object, "stac_version");
    return std::string(stac_version_of(version) == StacVersion::none ? "1.1.0" : version);
}

std::string core_schema(const std::string& version, std::string_view name) {
    return "https://schemas.stacspec.org/v" + version + "/" + std::string(name) + "-spec/json-schema/" +
           std::string(name) + ".json";
}

void add_object(const json::Value& object, std::string_view name, const std::string& pointer,
                std::vector<Check>& checks) {
    const std::string version = version_of(object);
    checks.push_back({pointer, &object, nullptr, core_schema(version, name)});
    if (stac_version_of(version) == StacVersion::old) return;  // its extensions had other names
    std::set<std::string, std::less<>> known{checks.back().url};
    const json::Value* extensions = json::find(object, "stac_extensions");
    if (extensions == nullptr || !extensions->IsArray()) return;
    for (const json::Value& extension : extensions->GetArray()) {
        if (!extension.IsString()) continue;  // the core schema says so
        const auto [url, fresh] = known.emplace(json::view(extension));
        if (fresh) checks.push_back({pointer, &object, nullptr, *url});
    }
}

void add_each(const json::Value& document, std::string_view array, std::string_view name, std::vector<Check>& checks) {
    const json::Value* objects = json::find(document, array);
    if (objects == nullptr || !objects->IsArray()) return;
    for (rapidjson::SizeType i = 0; i < objects->Size(); ++i) {
        add_object((*objects)[i], name, json::child(json::child("", array), i), checks);
    }
}

std::string own_schema(std::string_view file) { return std::string(k_own_schemas).append(file); }

void add_own(const json::Value& document, std::string_view file, std::vector<Check>& checks) {
    checks.push_back({"", &document, nullptr, own_schema(file)});
}

/// The document with an empty array in place of its features or Collections.
void add_frame(const json::Value& document, std::string_view array, std::string url, std::vector<Check>& checks) {
    json::ObjectBuilder frame;
    for (const auto& member : document.GetObject()) {
        const std::string_view name = json::view(member.name);
        const bool emptied = name == array && member.value.IsArray();
        frame.set(name, emptied ? json::array() : json::clone(member.value));
    }
    const auto kept = std::make_shared<const json::Value>(std::move(frame).take());
    checks.push_back({"", kept.get(), kept, std::move(url)});
}

bool counts_its_features(const json::Value& document) {
    return json::find(document, "numberMatched") != nullptr || json::find(document, "numberReturned") != nullptr;
}

}  // namespace

Kind classify(const json::Value& document) {
    if (!document.IsObject()) return Kind::unknown;
    const std::string_view type = json::member_text(document, "type");
    if (type == "Catalog") return Kind::catalog;
    if (type == "Collection") return is_plain_catalog(document) ? Kind::catalog : Kind::collection;
    if (type == "Feature") {
        return json::find(document, "stac_version") || json::find(document, "assets") ? Kind::item : Kind::unknown;
    }
    if (type == "FeatureCollection") return classify_features(document);
    if (type == "AssetPages" || has_array(document, "pages")) return Kind::page_directory;
    if (has_array(document, "collections")) return Kind::collections;
    return json::find(document, "stac_version") != nullptr ? guess_by_members(document) : Kind::unknown;
}

std::string_view name_of(Kind kind) {
    constexpr std::array<std::string_view, 8> k_names{"Catalog",       "Collection",      "Item",
                                                      "page of Items", "asset list page", "page directory",
                                                      "collections",   "other JSON"};
    return k_names.at(static_cast<std::size_t>(kind));
}

std::vector<Check> checks_of(const json::Value& document, Kind kind) {
    std::vector<Check> checks;
    switch (kind) {
        case Kind::catalog:
            add_object(document, "catalog", "", checks);
            break;
        case Kind::collection:
            add_object(document, "collection", "", checks);
            break;
        case Kind::item:
            add_object(document, "item", "", checks);
            break;
        case Kind::items_page:
            // What a search of an API answers need not count.
            add_frame(document, "features",
                      counts_its_features(document) ? own_schema("items-page.json") : std::string(k_feature_collection),
                      checks);
            add_each(document, "features", "item", checks);
            break;
        case Kind::asset_page:
            add_own(document, "asset-page.json", checks);
            break;
        case Kind::page_directory:
            add_own(document, "page-directory.json", checks);
            break;
        case Kind::collections:
            add_frame(document, "collections", own_schema("collections.json"), checks);
            add_each(document, "collections", "collection", checks);
            break;
        case Kind::unknown:
            break;
    }
    return checks;
}

}  // namespace cairn::validate
