#include "builder/virtual_items.hpp"

#include <algorithm>

namespace cairn {

namespace {

/// A file of values that was read; what is removed from its archive is in no store, be it still in the catalog.
bool is_part(const Entry& entry) {
    if (!entry.is_read() || entry.recorded != nullptr || entry.granule.store() != nullptr) return false;
    return !entry.absence || entry.absence->why != Absent::removed;
}

}  // namespace

void VirtualItems::see(const Entry& entry) {
    m_folders.see(entry);
    const Placement& place = entry.placement;
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
    std::vector<VirtualItem> wanted;
    for (auto& [key, item] : m_wanted) {
        item.folder = m_folders.folder_of(key.first, key.second);
        std::sort(item.files.begin(), item.files.end(),
                  [](const auto& a, const auto& b) { return a.source.path < b.source.path; });
        wanted.push_back(std::move(item));
    }
    m_wanted.clear();
    return wanted;
}

}  // namespace cairn
