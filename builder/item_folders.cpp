#include "builder/item_folders.hpp"

#include <algorithm>
#include <vector>

#include "builder/stac/layout.hpp"
#include "builder/write/filesystem.hpp"
#include "builder/write/path_names.hpp"

namespace cairn {

namespace {

std::map<std::string, std::string> names_of(const std::vector<std::string>& ids) {
    const std::vector<std::string> names = path_names(ids);
    std::map<std::string, std::string> result;
    for (std::size_t i = 0; i < ids.size(); ++i) result.emplace(ids[i], names[i]);
    return result;
}

}  // namespace

void ItemFolders::see(const Entry& entry) {
    const Placement& place = entry.placement;
    const auto [at, is_new] = m_seen[place.collection.str()].try_emplace(place.item.str());
    Seen& seen = at->second;
    seen.rule = is_new ? place.collection_rule : std::min(seen.rule, place.collection_rule);
    seen.is_dated = seen.is_dated || entry.granule.time.interval.has_value();
    seen.are_stores = seen.are_stores && entry.granule.store() != nullptr;
}

bool ItemFolders::is_item(const Seen& seen) const {
    const CollectionRule& rule = m_config.collections[seen.rule];
    if (rule.stores.as_collection && seen.are_stores) return false;
    return rule.undated.interval.has_value() || seen.is_dated;
}

bool ItemFolders::is_item(const std::string& collection, const std::string& item) const {
    const auto items = m_seen.find(collection);
    if (items == m_seen.end()) return false;
    const auto seen = items->second.find(item);
    return seen != items->second.end() && is_item(seen->second);
}

/// What becomes the Collection's own has no document, and no part in the names of those that have.
ItemFolders::Names ItemFolders::names_of_items(const std::map<std::string, Seen>& seen) const {
    std::vector<std::string> ids;
    for (const auto& [id, one] : seen) {
        if (is_item(one)) ids.push_back(id);
    }
    return names_of(ids);
}

std::string ItemFolders::folder_of(const std::string& collection, const std::string& item) {
    if (m_collections.empty()) {
        std::vector<std::string> ids;
        for (const auto& [id, items] : m_seen) ids.push_back(id);
        m_collections = names_of(ids);
    }
    const auto [siblings, is_new] = m_items.try_emplace(collection);
    if (is_new) siblings->second = names_of_items(m_seen[collection]);
    const auto name = siblings->second.find(item);
    return cairn::folder_of(layout::item(m_collections.at(collection),
                                         name == siblings->second.end() ? lone_path_name(item) : name->second));
}

}  // namespace cairn
