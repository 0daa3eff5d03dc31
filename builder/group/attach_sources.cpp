#include "builder/group/attach_sources.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "builder/group/url.hpp"

namespace cairn {

namespace {

bool is_virtual(const Entry& entry) { return entry.granule.store && entry.granule.store->is_virtual; }

void add_source_role(Entry& entry) {
    auto& roles = entry.placement.roles;
    if (std::find(roles.begin(), roles.end(), "source") == roles.end()) roles.emplace_back("source");
}

/// A file of which only the references speak.
Entry source_entry(const SourceCoverage& coverage, const std::string& url, const Entry& store) {
    Entry entry;
    entry.source.archive = store.source.archive;
    entry.source.path = url;
    entry.source.relative = url;
    entry.href = url;
    entry.media_type = media_type_by_name(url);
    entry.placement = store.placement;
    entry.placement.asset = url.substr(url.rfind('/') + 1);
    if (entry.placement.asset.empty()) entry.placement.asset = url;
    entry.placement.asset_title = entry.placement.asset;
    add_source_role(entry);
    entry.referenced = std::make_shared<const SourceCoverage>(coverage);
    TimeCoverage& time = entry.granule.time;
    time.interval = coverage.interval;
    time.evidence = coverage.interval ? store.granule.time.evidence : Evidence::none;
    time.reason = coverage.reason;
    if (coverage.has_part_of_place) {
        entry.granule.footprint.reason =
            "the references cover a part of the grid, and only the file says which place it is";
    } else {
        entry.granule.footprint = store.granule.footprint;
    }
    return entry;
}

class Attacher {
  public:
    explicit Attacher(std::vector<Entry>& entries) : m_entries(entries) {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (entries[i].granule.store) continue;
            if (!entries[i].href.empty()) m_by_url.emplace(url_key(entries[i].href), i);
            m_by_url.emplace(url_key(entries[i].source.path), i);
        }
    }

    void attach(const std::vector<std::size_t>& stores) {
        std::vector<Entry> added;
        for (const std::size_t store : stores) {
            for (const SourceCoverage& source : m_entries[store].granule.sources) attach(source, store, added);
        }
        std::move(added.begin(), added.end(), std::back_inserter(m_entries));
    }

  private:
    void attach(const SourceCoverage& source, std::size_t store, std::vector<Entry>& added) {
        const Entry& owner = m_entries[store];
        const std::string& base = owner.href.empty() ? owner.source.path : owner.href;
        const std::string url = resolved(source.url, base);
        std::string key = url_key(url);
        if (!m_taken.insert(key).second) return;
        auto known = m_by_url.find(key);
        if (known == m_by_url.end()) known = m_by_url.find(url_key(resolved(source.url, owner.source.path)));
        if (known == m_by_url.end()) {
            added.push_back(source_entry(source, url, owner));
            return;
        }
        Entry& file = m_entries[known->second];
        if (file.referenced != nullptr) return;
        file.placement.collection_rule = owner.placement.collection_rule;
        file.placement.collection = owner.placement.collection;
        file.placement.item = owner.placement.item;
        add_source_role(file);
        file.referenced = std::make_shared<const SourceCoverage>(source);
    }

    std::vector<Entry>& m_entries;
    std::unordered_map<std::string, std::size_t> m_by_url;
    std::unordered_set<std::string> m_taken;
};

}  // namespace

void attach_sources(std::vector<Entry>& entries) {
    std::vector<std::size_t> stores;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (is_virtual(entries[i])) stores.push_back(i);
    }
    if (stores.empty()) return;
    const auto key = [&](std::size_t i) {
        const Entry& entry = entries[i];
        return std::tie(entry.placement.collection, entry.placement.item, entry.source.relative, entry.source.archive);
    };
    std::sort(stores.begin(), stores.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    Attacher(entries).attach(stores);
}

}  // namespace cairn
