#include "builder/discover/stac_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/value.hpp"
#include "base/storage/listed_time.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), text) != names.end();
}

/// Pictures and texts about the data, and what a catalog has of itself.
bool is_no_data(const json::Value& asset) {
    const std::vector<std::string> roles = json::member_texts(asset, "roles");
    const auto is_data = [](const std::string& role) { return role == "data"; };
    const auto is_other = [](const std::string& role) {
        return is_one_of(role, {"thumbnail", "overview", "metadata", "collection-mirror", "stac-items"});
    };
    return std::ranges::none_of(roles, is_data) && std::ranges::any_of(roles, is_other);
}

/// The folder of a Zarr store that a URL leads into; empty: it leads into none that names tell.
std::string store_of(const std::string& url) {
    constexpr std::string_view k_ending = ".zarr";
    for (std::size_t at = url.find(k_ending); at != std::string::npos; at = url.find(k_ending, at + 1)) {
        const std::size_t end = at + k_ending.size();
        if (end == url.size() || url[end] == '/') return url.substr(0, end);
    }
    const std::size_t slash = url.rfind('/');
    if (slash != std::string::npos &&
        is_one_of(std::string_view(url).substr(slash + 1), {"zarr.json", ".zgroup", ".zmetadata", ".zattrs", ".zarray"}))
        return url.substr(0, slash);
    return {};
}

/// A member of an asset, or of the properties of one that stands in an asset list.
const json::Value* member_of(const json::Value& asset, std::string_view name) {
    const json::Value* found = json::find(asset, name);
    const json::Value* properties = found == nullptr ? json::find(asset, "properties") : nullptr;
    return properties == nullptr ? found : json::find(*properties, name);
}

ObjectStat stat_of(const json::Value& asset) {
    ObjectStat stat;
    const json::Value* size = member_of(asset, "file:size");
    if (size != nullptr && size->IsUint64()) stat.size_bytes = size->GetUint64();
    const json::Value* checksum = member_of(asset, "file:checksum");
    if (checksum != nullptr) stat.version = json::text_or(*checksum, {});
    const json::Value* updated = member_of(asset, "updated");
    std::string_view time = updated == nullptr ? std::string_view() : json::text_or(*updated, {});
    take_listed_time(time, stat);
    return stat;
}

class Reader {
  public:
    explicit Reader(const std::string& url) : m_url(url) {}

    Outcome<StacDocument> read(std::string_view text) {
        const auto parsed = json::parse(text);
        if (const auto* error = std::get_if<json::ParseError>(&parsed))
            return fault(fmt::format("it is no JSON: {} in line {}", error->message, error->position.line));
        const auto& document = std::get<json::Value>(parsed);
        const json::Value* collections = json::find(document, "collections");
        const json::Value* features = json::find(document, "features");
        const bool is_document = is_one_of(json::member_text(document, "type"), {"Catalog", "Collection", "Feature"}) ||
                                 json::find(document, "stac_version") != nullptr;
        const bool is_list = features != nullptr || collections != nullptr;
        if (!is_document && !is_list)
            return fault(fmt::format("it is no document of STAC: found {}, expected a Catalog, a Collection, an Item or "
                                     "a list of Items",
                                     what_is(document)));
        if (is_list) {
            for (const json::Value* list : {features, collections})
                if (list != nullptr && list->IsArray())
                    for (const json::Value& one : list->GetArray()) add(one);
            add_links(document, {"next"}, m_result.lists);
        } else {
            m_result.is_collection = json::member_text(document, "type") == "Collection";
            add(document);
        }
        return std::move(m_result);
    }

  private:
    static Problem fault(std::string message) { return {Stage::discover, {}, {}, std::move(message), {}, {}}; }

    static std::string what_is(const json::Value& document) {
        const std::string_view type = json::member_text(document, "type");
        return type.empty() ? fmt::format("an {} without 'stac_version'", json::kind_name(document))
                            : fmt::format("the type '{}'", type.substr(0, 40));
    }

    /// A Catalog, Collection or Item, or an asset that is a feature of a list.
    void add(const json::Value& one) {
        if (!one.IsObject()) return;
        if (json::find(one, "href") != nullptr) add_asset(one, json::member_text(one, "media_type"));
        const json::Value* assets = json::find(one, "assets");
        if (assets != nullptr && assets->IsObject())
            for (const auto& asset : assets->GetObject()) add_asset(asset.value, json::member_text(asset.value, "type"));
        add_stores(one);
        add_links(one, {"child"}, m_result.children);
        add_links(one, {"item"}, m_result.items);
        add_links(one, {"asset"}, m_result.lists);
        const std::size_t before = m_result.lists.size();
        add_links(one, {"items", "http://www.opengis.net/def/rel/ogc/1.0/items"}, m_result.lists);
        m_result.has_item_pages = m_result.lists.size() > before;
        // What has links to its Collections needs no pages of them.
        if (m_result.children.empty())
            add_links(one, {"data", "http://www.opengis.net/def/rel/ogc/1.0/data"}, m_result.lists);
    }

    void add_asset(const json::Value& asset, std::string_view type) {
        if (!asset.IsObject() || is_no_data(asset)) return;
        StacAsset found;
        found.is_store = type.find("zarr") != std::string_view::npos;
        found.stat = stat_of(asset);
        add_place(json::member_text(asset, "href"), found);
        const json::Value* alternates = member_of(asset, "alternate");
        if (alternates != nullptr && alternates->IsObject())
            for (const auto& alternate : alternates->GetObject())
                add_place(json::member_text(alternate.value, "href"), found);
        add_found(std::move(found));
    }

    void add_found(StacAsset found) {
        for (std::string& url : found.urls) {
            const bool is_file = url.ends_with(".zip") || url.ends_with(".json");  // packed, or references
            found.is_store = (found.is_store && !is_file) || url.ends_with('/');
            const std::string store = store_of(url);
            found.is_store = found.is_store || !store.empty();
            if (!store.empty()) url = store;
            while (url.ends_with('/')) url.pop_back();
        }
        if (!found.urls.empty()) m_result.assets.push_back(std::move(found));
    }

    void add_place(std::string_view href, StacAsset& asset) const {
        if (!href.empty()) asset.urls.emplace_back(without_fragment(resolve_url(m_url, href)));
    }

    /// The roots of stores, of which assets may be groups alone.
    void add_stores(const json::Value& one) {
        std::vector<std::string> stores;
        add_links(one, {"store"}, stores);
        for (std::string& url : stores) add_found({{std::move(url)}, true, {}});
    }

    void add_links(const json::Value& one, std::initializer_list<std::string_view> relations,
                   std::vector<std::string>& urls) const {
        const json::Value* links = json::find(one, "links");
        if (links == nullptr || !links->IsArray()) return;
        for (const json::Value& link : links->GetArray()) {
            const std::string_view href = json::member_text(link, "href");
            const bool is_asked_for = json::member_text(link, "method", "GET") == "GET";
            if (!href.empty() && is_asked_for && is_one_of(json::member_text(link, "rel"), relations))
                urls.emplace_back(without_fragment(resolve_url(m_url, href)));
        }
    }

    const std::string& m_url;
    StacDocument m_result;
};

}  // namespace

Outcome<StacDocument> parse_stac_document(std::string_view text, const std::string& url) {
    return Reader(url).read(text);
}

}  // namespace cairn
