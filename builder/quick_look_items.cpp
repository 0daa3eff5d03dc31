#include "builder/quick_look_items.hpp"

#include <string_view>
#include <tuple>

namespace cairn {

namespace {

bool is_part(const Entry& entry) {
    if (!entry.is_read() || entry.recorded != nullptr) return false;
    if (entry.granule.cube == nullptr || entry.source.relative.empty()) return false;
    return !entry.absence || entry.absence->why != Absent::removed;
}

/// What can be read comes before what cannot, what has values of its own before references into it, then the first in
/// time; what has none comes last.
auto order_of(const std::optional<Absence>& absence, bool is_virtual, const TimeCoverage& time, const Source& source) {
    return std::tuple(absence.has_value(), is_virtual, !time.interval.has_value(),
                      time.interval ? time.interval->start : UtcInstant{}, std::string_view(source.path));
}

bool is_before(const Entry& entry, const QuickLookItem& item) {
    return order_of(entry.absence, entry.granule.virtual_store() != nullptr, entry.granule.time, entry.source) <
           order_of(item.absence, item.is_virtual, item.time, item.source);
}

}  // namespace

void QuickLookItems::see(const Entry& entry) {
    m_folders.see(entry);
    const Placement& place = entry.placement;
    if (!m_config.collections[place.collection_rule].thumbnail || !is_part(entry)) return;
    const auto [at, is_new] = m_wanted.try_emplace({place.collection.str(), place.item.str()});
    QuickLookItem& item = at->second;
    if (!is_new && !is_before(entry, item)) return;
    item = {place.collection_rule,
            place.collection,
            place.item,
            {},
            entry.source,
            entry.absence,
            entry.granule.time,
            entry.granule.footprint.box,
            entry.granule.cube,
            place.facets,
            entry.granule.virtual_store() != nullptr};
}

std::vector<QuickLookItem> QuickLookItems::take() {
    std::vector<QuickLookItem> wanted;
    for (auto& [key, item] : m_wanted) {
        if (!m_folders.is_item(key.first, key.second)) continue;
        item.folder = m_folders.folder_of(key.first, key.second);
        wanted.push_back(std::move(item));
    }
    m_wanted.clear();
    return wanted;
}

}  // namespace cairn
