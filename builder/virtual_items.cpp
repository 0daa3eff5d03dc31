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
    m_items[place.collection.str()].insert(place.item.str());
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

std::vector<VirtualItem> VirtualItems::take() {
    std::vector<std::string> ids;
    for (const auto& [collection, items] : m_items) ids.push_back(collection);
    const std::map<std::string, std::string> collections = names_of(ids);
    std::map<std::string, std::map<std::string, std::string>> names;
    std::vector<VirtualItem> wanted;
    for (auto& [key, item] : m_wanted) {
        auto& siblings = names[key.first];
        if (siblings.empty()) siblings = names_of({m_items[key.first].begin(), m_items[key.first].end()});
        item.folder = folder_of(layout::item(collections.at(key.first), siblings.at(key.second)));
        std::sort(item.files.begin(), item.files.end(),
                  [](const auto& a, const auto& b) { return a.source.path < b.source.path; });
        wanted.push_back(std::move(item));
    }
    m_wanted.clear();
    m_items.clear();
    return wanted;
}

}  // namespace cairn
