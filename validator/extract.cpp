// What a document says of itself, for its record.
#include <algorithm>
#include <utility>

#include "base/json/pointer.hpp"
#include "base/url.hpp"
#include "validator/canonical.hpp"
#include "validator/extract_links.hpp"
#include "validator/record.hpp"
#include "validator/summarised.hpp"

namespace cairn::validate {

namespace {

bool is_relative(std::string_view href) {
    if (href.empty() || href.front() == '/' || href.front() == '#') return false;
    const Url parts = split_url(href);
    return !parts.scheme && !parts.authority && !parts.path.empty();
}

/// `pointer`: of the object that has the asset; without a key it is the object itself.
void add_asset(const json::Value& asset, const std::string& pointer, std::string_view key, Record& record) {
    const std::string_view href = json::member_text(asset, "href");
    if (!is_relative(href) || href.find('\0') != std::string_view::npos || key.find('\0') != std::string_view::npos)
        return;
    record.relative_assets += (key.empty() ? pointer : json::child(pointer + "/assets", key)) + "/href";
    record.relative_assets += '\0';
    record.relative_assets += href;
    record.relative_assets += '\0';
}

/// The documents that have the sources of a virtual asset, without the pointers in them.
void add_virtual_sources(const json::Value& asset, std::string_view key, Record& record) {
    const json::Value* sources = json::find(asset, "vrt:hrefs");
    if (sources == nullptr || !sources->IsArray() || key.find('\0') != std::string_view::npos) return;
    for (rapidjson::SizeType i = 0; i < sources->Size(); ++i) {
        const std::string_view href = json::member_text((*sources)[i], "href");
        const std::string_view document = href.substr(0, href.find('#'));
        if (!is_relative(document) || document.find('\0') != std::string_view::npos) continue;
        record.relative_assets += json::child(json::child("/assets", key) + "/vrt:hrefs", std::size_t{i}) + "/href";
        record.relative_assets += '\0';
        record.relative_assets += document;
        record.relative_assets += '\0';
    }
}

/// `pointer`: of the object.
void add_assets(const json::Value& object, const std::string& pointer, Record& record) {
    const json::Value* assets = json::find(object, "assets");
    if (assets == nullptr || !assets->IsObject()) return;
    for (const auto& asset : assets->GetObject()) {
        add_asset(asset.value, pointer, json::view(asset.name), record);
        // Entries of a page stand for documents of their own.
        if (pointer.empty()) add_virtual_sources(asset.value, json::view(asset.name), record);
    }
}

std::uint64_t digest_without_links(const json::Value& object) {
    std::uint64_t sum = 0;  // a sum, so that the order of members does not count
    for (const auto& member : object.GetObject()) {
        const std::string_view name = json::view(member.name);
        if (name == "links" || name == "linkTemplates" || name == "assets") continue;
        sum += digest_of(std::string(name) + ":" + canonical(member.value));
    }
    return sum;
}

/// Adds what a feature says of time and space to the union of its page.
void add_ranges(const json::Value& feature, Record& record) {
    if (const json::Value* properties = json::find(feature, "properties")) {
        if (const auto time = time_of_properties(*properties))
            record.time = record.time ? united(*record.time, *time) : *time;
    }
    if (const json::Value* bbox = json::find(feature, "bbox")) {
        if (const auto box = box_of(*bbox)) record.boxes.add(*box);
    }
}

void extract_collection(const json::Value& document, Record& record) {
    const json::Value* spatial = json::resolve(document, "/extent/spatial/bbox/0");
    if (const auto box = spatial == nullptr ? std::nullopt : box_of(*spatial)) record.boxes.add(*box);
    const json::Value* temporal = json::resolve(document, "/extent/temporal/interval/0");
    if (temporal != nullptr) record.time = time_of_interval(*temporal);
}

/// Adds the next entry of an asset list page.
void add_to_order(const json::Value& entry, std::uint32_t index, std::optional<AssetOrder>& order) {
    const json::Value* properties = json::find(entry, "properties");
    AssetKey key{properties == nullptr ? std::nullopt : time_of_properties(*properties),
                 std::string(json::member_text(entry, "id"))};
    if (!order) {
        order = AssetOrder{key, std::move(key), {}};
        return;
    }
    if (!order->breach && !may_precede(order->last, key)) {
        order->breach = index;
        order->time_before = order->last.time;
    }
    order->last = std::move(key);
}

void extract_page(const json::Value& document, std::vector<Link>& links, Record& record) {
    const bool collections = record.kind == Kind::collections;
    const std::string_view array = collections ? "collections" : "features";
    const json::Value* features = json::find(document, array);
    if (features == nullptr || !features->IsArray()) return;
    Contents& contents = record.own_contents();
    contents.features = features->Size();
    if (record.kind == Kind::asset_page) {
        contents.asset_ids.reserve(features->Size());
    } else {
        contents.members.reserve(features->Size());
    }
    for (rapidjson::SizeType i = 0; i < features->Size(); ++i) {
        const json::Value& feature = (*features)[i];
        if (!feature.IsObject()) continue;
        add_links(feature, static_cast<std::int32_t>(i), links);
        if (record.kind != Kind::asset_page && json::find(feature, "assets") != nullptr)
            add_assets(feature, json::child(json::child("", array), std::size_t{i}), record);
        if (!collections && !record.is_suspect(i)) add_ranges(feature, record);
        if (record.kind == Kind::items_page) add_stated(feature, record);
        const std::string_view id = json::member_text(feature, "id");
        const std::string_view collection = json::member_text(feature, "collection");
        if (record.collection.empty()) record.collection = std::string(collection);
        if (record.kind == Kind::asset_page) {
            contents.asset_ids.push_back(digest_of(id));
            add_to_order(feature, i, contents.order);
            if (is_relative(json::member_text(feature, "href")))
                add_asset(feature, json::child(json::child("", array), std::size_t{i}), {}, record);
        } else {
            const bool is_of_page = collection == record.collection.str();
            contents.members.push_back({std::string(id),
                                        is_of_page ? record.collection : SharedText(std::string(collection)),
                                        digest_without_links(feature)});
        }
    }
}

std::optional<std::int64_t> integer_member(const json::Value& object, std::string_view name) {
    const json::Value* value = json::find(object, name);
    return value != nullptr && value->IsInt64() ? std::optional(value->GetInt64()) : std::nullopt;
}

void extract_directory(const json::Value& document, Contents& contents) {
    const json::Value* parts = json::find(document, "parts");
    contents.lists_parts = parts != nullptr && parts->IsArray();
    const json::Value* pages = contents.lists_parts ? parts : json::find(document, "pages");
    if (pages == nullptr || !pages->IsArray()) return;
    for (const json::Value& page : pages->GetArray()) {
        PageEntry entry{std::string(json::member_text(page, "href")),
                        integer_member(page, "count"),
                        contents.lists_parts ? integer_member(page, "pages") : std::nullopt,
                        {},
                        {}};
        if (const json::Value* interval = json::find(page, "interval")) entry.time = time_of_interval(*interval);
        if (const json::Value* bbox = json::find(page, "bbox")) entry.box = box_of(*bbox);
        contents.pages.push_back(std::move(entry));
    }
}

bool has_role(const json::Value& asset, std::string_view name) {
    const json::Value* roles = json::find(asset, "roles");
    return roles != nullptr && roles->IsArray() && std::ranges::any_of(roles->GetArray(), [&](const json::Value& role) {
               return role.IsString() && json::view(role) == name;
           });
}

/// References to a virtual store are an index of it, and data.
bool holds_data(const json::Value& collection) {
    const json::Value* assets = json::find(collection, "assets");
    if (assets == nullptr || !assets->IsObject()) return false;
    return std::ranges::any_of(assets->GetObject(), [](const auto& asset) {
        return has_role(asset.value, "references") ||
               !(has_role(asset.value, "index") || has_role(asset.value, "collection-mirror"));
    });
}

}  // namespace

void extract(const json::Value& document, Record& record) {
    if (!document.IsObject()) return;
    record.id = json::member_text(document, "id");
    record.collection = std::string(json::member_text(document, "collection"));
    if (record.kind == Kind::unknown) return;
    std::vector<Link> links;
    add_links(document, -1, links);
    add_assets(document, "", record);
    if (record.kind == Kind::collection) {
        extract_collection(document, record);
        record.own_contents().holds_data = holds_data(document);
        add_summaries(document, record.own_contents());
        add_stated_by_assets(document, record);
        record.digest = digest_without_links(document);
    }
    if (record.kind == Kind::page_directory) extract_directory(document, record.own_contents());
    if (record.kind == Kind::item) {
        add_ranges(document, record);
        add_stated(document, record);
        record.digest = digest_without_links(document);
    }
    const bool is_page =
        record.kind == Kind::items_page || record.kind == Kind::asset_page || record.kind == Kind::collections;
    if (is_page) extract_page(document, links, record);
    if (is_page || record.kind == Kind::page_directory) {
        record.own_contents().number_matched = integer_member(document, "numberMatched");
        record.own_contents().number_returned = integer_member(document, "numberReturned");
    }
    if (record.kind == Kind::catalog && json::find(document, "cairn:layout") != nullptr)
        record.own_contents().keeps_order = true;
    keep_links(std::move(links), record);
}

}  // namespace cairn::validate
