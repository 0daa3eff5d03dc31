#include "builder/virtual_items.hpp"

#include <algorithm>

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

/// A file of values that was read; what is removed from its archive is in no store, be it still in the catalog.
bool is_part(const Entry& entry) {
    if (!entry.is_read() || entry.recorded != nullptr || entry.granule.store() != nullptr) return false;
    return !entry.absence || entry.absence->why != Absent::removed;
}

}  // namespace

void VirtualItems::see(const Entry& entry) {
    const Placement& place = entry.placement;
    const auto [at, is_new] = m_seen[place.collection.str()].try_emplace(place.item.str());
    Seen& seen = at->second;
    seen.rule = is_new ? place.collection_rule : std::min(seen.rule, place.collection_rule);
    seen.is_dated = seen.is_dated || entry.granule.time.interval.has_value();
    seen.are_stores = seen.are_stores && entry.granule.store() != nullptr;
    if (!m_config.collections[place.collection_rule].virtual_store || !is_part(entry)) return;
    VirtualItem& item = m_wanted[{place.collection.str(), place.item.str()}];
    const bool is_first = item.files.empty();
    if (is_first) {
        item.collection = place.collection;
        item.item = place.item;
    }
    if (is_first || place.collection_rule < item.rule) item.rule = place.collection_rule;
    item.files.push_back({entry.source, entry.href, place.facets, entry.absence});
}

bool VirtualItems::is_item(const Seen& seen) const {
    const CollectionRule& rule = m_config.collections[seen.rule];
    if (rule.stores.as_collection && seen.are_stores) return false;
    return rule.undated.interval.has_value() || seen.is_dated;
}

/// What becomes the Collection's own has no document, and no part in the names of those that have.
std::map<std::string, std::string> VirtualItems::names_of_items(const std::map<std::string, Seen>& seen) const {
    std::vector<std::string> ids;
    for (const auto& [id, one] : seen) {
        if (is_item(one)) ids.push_back(id);
    }
    return names_of(ids);
}

std::vector<VirtualItem> VirtualItems::take() {
    std::vector<std::string> ids;
    for (const auto& [collection, items] : m_seen) ids.push_back(collection);
    const std::map<std::string, std::string> collections = names_of(ids);
    std::map<std::string, std::map<std::string, std::string>> names;
    std::vector<VirtualItem> wanted;
    for (auto& [key, item] : m_wanted) {
        const auto [siblings, is_new] = names.try_emplace(key.first);
        if (is_new) siblings->second = names_of_items(m_seen[key.first]);
        const auto name = siblings->second.find(key.second);
        item.folder = folder_of(layout::item(
            collections.at(key.first), name == siblings->second.end() ? lone_path_name(key.second) : name->second));
        std::sort(item.files.begin(), item.files.end(),
                  [](const auto& a, const auto& b) { return a.source.path < b.source.path; });
        wanted.push_back(std::move(item));
    }
    m_wanted.clear();
    m_seen.clear();
    return wanted;
}

}  // namespace cairn
