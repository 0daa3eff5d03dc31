#include "builder/planned.hpp"

#include <algorithm>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/value.hpp"
#include "base/path_parts.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_items = "/items/";
constexpr std::string_view k_assets = "/assets/";

/// The folder of the Item or Collection whose asset list a page is of; empty: it is no page of one.
std::string_view owner_of_page(std::string_view path) {
    const std::size_t at = path.rfind(k_assets);
    if (at == std::string_view::npos) return {};
    const std::string_view owner = path.substr(0, at);
    const auto depth = std::ranges::count(owner, '/');  // "collections/C", "collections/C/items/I"
    return depth == 1 || depth == 3 ? owner : std::string_view();
}

struct Counted {
    std::uint64_t assets = 0;
    std::uint64_t bytes = 0;
};

void count_size(const json::Value& asset, Counted& counted) {
    const json::Value* size = json::find(asset, "file:size");
    if (size != nullptr && size->IsUint64()) counted.bytes += size->GetUint64();
}

/// A list or a table of assets or Items. References to a virtual store are an index of it, and data.
bool leads_to_others(const json::Value& asset) {
    const json::Value* roles = json::find(asset, "roles");
    if (roles == nullptr || !roles->IsArray()) return false;
    const auto has = [&](std::string_view name) {
        return std::ranges::any_of(
            roles->GetArray(), [&](const json::Value& role) { return role.IsString() && json::view(role) == name; });
    };
    return (has("index") || has("collection-mirror")) && !has("references");
}

/// The assets of an Item or a Collection that stand in it. Tables and pages that lead to data are none.
Counted inline_assets(const json::Value& document) {
    Counted counted;
    const json::Value* assets = json::find(document, "assets");
    if (assets == nullptr || !assets->IsObject()) return counted;
    for (const auto& asset : assets->GetObject()) {
        if (leads_to_others(asset.value)) continue;
        ++counted.assets;
        count_size(asset.value, counted);
    }
    return counted;
}

Counted listed_assets(const json::Value& page) {
    Counted counted;
    const json::Value* features = json::find(page, "features");
    if (features == nullptr || !features->IsArray()) return counted;
    for (const json::Value& feature : features->GetArray()) {
        ++counted.assets;
        if (const json::Value* properties = json::find(feature, "properties")) count_size(*properties, counted);
    }
    return counted;
}

}  // namespace

void Planning::take(const std::string& path, std::string_view bytes) {
    const bool is_json = path.ends_with(".json");
    const std::string_view owner = owner_of_page(path);
    const bool is_page = !owner.empty();
    const bool is_collection = path.ends_with("/collection.json");
    const bool is_item = path.find(k_items) != std::string::npos && !is_page;
    json::Value document;
    if (is_json && (is_page || is_collection || is_item)) {
        auto parsed = json::parse(bytes);
        if (auto* value = std::get_if<json::Value>(&parsed)) document = std::move(*value);
    }
    const Counted counted = is_page ? listed_assets(document) : inline_assets(document);
    const std::string id(document.IsObject() ? json::member_text(document, "id") : std::string_view());
    const std::string folder(is_page ? owner : folder_part(path));
    const std::string collection = folder.substr(0, folder.find(k_items));
    const std::lock_guard lock(m_mutex);
    ++m_planned.documents;
    m_planned.document_bytes += bytes.size();
    m_planned.data_bytes += counted.bytes;
    if (is_collection) m_collection_of_folder[folder] = id;
    if (is_item) m_item_of_folder[folder] = id;
    if (is_page || is_collection || is_item) m_assets[collection][folder] += counted.assets;
    if (is_item && (m_planned.sample_path.empty() || path < m_planned.sample_path)) {
        m_planned.sample_path = path;
        m_planned.sample = bytes;
    }
}

Planned Planning::finish() {
    for (const auto& [collection_folder, folders] : m_assets) {
        PlannedCollection& collection = m_planned.collections[m_collection_of_folder[collection_folder]];
        for (const auto& [folder, assets] : folders) {
            collection.assets += assets;
            const auto item = m_item_of_folder.find(folder);
            if (item != m_item_of_folder.end()) collection.items.push_back({item->second, assets});
        }
        std::ranges::sort(collection.items, {}, &PlannedItem::id);
    }
    return std::move(m_planned);
}

}  // namespace cairn
