#include "builder/stac/item_assets.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/json/object_builder.hpp"

namespace cairn {

namespace {

/// Members that are about one file or one store, even where they happen to be equal, and those whose extension has no
/// place for them here.
bool is_of_one_asset(std::string_view name) {
    constexpr std::array<std::string_view, 7> k_names{
        "href", "datetime", "start_datetime", "end_datetime", "created", "updated", "alternate"};
    constexpr std::array<std::string_view, 7> k_beginnings{
        "file:", "cube:", "vrt:", "zarr:", "storage:", "icechunk:", "cairn:"};
    return std::find(k_names.begin(), k_names.end(), name) != k_names.end() ||
           std::any_of(k_beginnings.begin(), k_beginnings.end(),
                       [&](std::string_view beginning) { return name.starts_with(beginning); });
}

json::Value definition_of(const json::Value& asset) {
    json::Value definition = json::object();
    for (const auto& member : asset.GetObject()) {
        const std::string_view name = json::view(member.name);
        if (!is_of_one_asset(name)) json::set(definition, name, json::clone(member.value));
    }
    return definition;
}

/// Removes what the asset does not have, or has with another value.
void keep_shared(json::Value& definition, const json::Value& asset) {
    for (auto member = definition.MemberBegin(); member != definition.MemberEnd();) {
        const json::Value* value = json::find(asset, json::view(member->name));
        member = value != nullptr && *value == member->value ? member + 1 : definition.EraseMember(member);
    }
}

/// Which Item came first is chance, and so is the order of members that a template added: they are sorted.
json::Value sorted(const json::Value& definition) {
    constexpr std::array<std::string_view, 4> k_first{"title", "description", "type", "roles"};
    const auto rank = [&](std::string_view name) {
        return std::find(k_first.begin(), k_first.end(), name) - k_first.begin();
    };
    std::vector<std::string_view> names;
    for (const auto& member : definition.GetObject()) names.push_back(json::view(member.name));
    std::sort(names.begin(), names.end(),
              [&](std::string_view a, std::string_view b) { return std::pair(rank(a), a) < std::pair(rank(b), b); });
    json::Value result = json::object();
    for (const std::string_view name : names) json::set(result, name, json::clone(*json::find(definition, name)));
    return result;
}

}  // namespace

void ItemAssets::add(const json::Value& item) {
    const json::Value* assets = json::find(item, "assets");
    if (m_items++ == 0) {
        if (assets == nullptr || !assets->IsObject()) return;
        for (const auto& asset : assets->GetObject()) {
            if (asset.value.IsObject()) m_shared.emplace(json::view(asset.name), definition_of(asset.value));
        }
        return;
    }
    std::unordered_map<std::string_view, const json::Value*> by_key;
    if (assets != nullptr && assets->IsObject()) {
        for (const auto& asset : assets->GetObject()) by_key.emplace(json::view(asset.name), &asset.value);
    }
    for (auto shared = m_shared.begin(); shared != m_shared.end();) {
        const auto asset = by_key.find(shared->first);
        if (asset == by_key.end() || !asset->second->IsObject()) {
            shared = m_shared.erase(shared);
        } else {
            keep_shared((shared++)->second, *asset->second);
        }
    }
}

json::Value ItemAssets::definitions() const {
    if (m_items < 2) return json::object();
    json::ObjectBuilder definitions;
    for (const auto& [key, definition] : m_shared) {
        if (definition.MemberCount() >= 2) definitions.set(key, sorted(definition));
    }
    return std::move(definitions).take();
}

}  // namespace cairn
