#include "builder/group/attach_sources.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/percent.hpp"
#include "base/text.hpp"
#include "builder/group/url.hpp"

namespace cairn {

namespace {

/// The folder that relative URLs start from ends with the last '/'.
std::string base_of(const Entry& store, const std::string& address) {
    return store.source.format == Format::kerchunk_parquet ? address + '/' : address;
}

std::string url_of(const SourceCoverage& source, const Entry& store) {
    return resolved(source.url, base_of(store, store.href.empty() ? store.source.path : store.href));
}

/// The path of a file in an archive without a URL, which gets links as the other files of this archive do; nullopt:
/// `url` is an address for others.
std::optional<std::string> local_path(const std::string& url, const Entry& store) {
    constexpr std::string_view k_local = "local://";
    if (url.starts_with(k_local)) return percent_decode_leniently(std::string_view(url).substr(k_local.size()));
    return url.starts_with('/') && store.href.empty() ? std::optional(url) : std::nullopt;
}

void set_address(Entry& entry, const std::string& url, const Entry& store) {
    auto path = local_path(url, store);
    if (!path) {
        entry.href = uri_of(url);
        return;
    }
    entry.source.relative = to_utf8(*path);
    entry.source.path = *std::move(path);
}

/// A store without one is of one time as a whole, and so are its files.
bool has_time_axis(const Granule& store) {
    return store.cube == nullptr ||
           std::any_of(store.cube->dimensions.begin(), store.cube->dimensions.end(),
                       [](const CubeDimension& dimension) { return dimension.kind == DimensionKind::temporal; });
}

void set_time(Entry& entry, const SourceCoverage& coverage, const Granule& store) {
    TimeCoverage& time = entry.granule.time;
    time.interval = coverage.interval || has_time_axis(store) ? coverage.interval : store.time.interval;
    time.evidence = time.interval ? store.time.evidence : Evidence::none;
    if (!time.interval) time.reason = store.time.interval ? coverage.reason : std::string(k_as_its_store);
}

void set_place(Entry& entry, const SourceCoverage& coverage, const Granule& store) {
    Footprint& footprint = entry.granule.footprint;
    if (coverage.has_part_of_place) {
        footprint.reason = "the references cover a part of the grid, and only the file says which place it is";
        return;
    }
    footprint.box = store.footprint.box;
    footprint.outline = store.footprint.outline;
    footprint.evidence = store.footprint.evidence;
    if (!footprint.box) footprint.reason = k_as_its_store;
}

/// A file of which only the references speak. There can be very many: nothing is held twice, and no long text.
Entry source_entry(const std::shared_ptr<const SourceCoverage>& coverage, const std::string& url, const Entry& store) {
    Entry entry;
    entry.source.archive = store.source.archive;
    set_address(entry, url, store);
    entry.media_type = media_type_by_name(url);
    Placement& placement = entry.placement;
    placement.collection_rule = store.placement.collection_rule;
    placement.collection = store.placement.collection;
    placement.item = store.placement.item;
    placement.item_folders = placement.item.str().size();
    placement.facets = store.placement.facets;
    const std::string name = url.substr(url.rfind('/') + 1);
    placement.asset = name.empty() ? url : name;
    placement.asset_title = placement.asset;
    entry.referenced = coverage;
    set_time(entry, *coverage, store.granule);
    set_place(entry, *coverage, store.granule);
    return entry;
}

bool is_before(const Entry& a, const Entry& b) {
    return std::tie(a.source.archive, a.source.relative) < std::tie(b.source.archive, b.source.relative);
}

std::vector<std::string> keys_of_source(const SourceCoverage& source, const Entry& store) {
    std::vector<std::string> keys{url_key(url_of(source, store))};
    if (!store.href.empty()) keys.push_back(url_key(resolved(source.url, base_of(store, store.source.path))));
    return keys;
}

std::vector<std::string> keys_of_file(const Entry& file) {
    std::vector<std::string> keys;
    if (!file.href.empty()) keys.push_back(url_key(file.href));
    keys.push_back(url_key(file.source.path));
    return keys;
}

class Attacher {
  public:
    explicit Attacher(std::vector<Entry>& entries) : m_entries(entries) {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (entries[i].granule.store() != nullptr) continue;
            for (std::string& key : keys_of_file(entries[i])) {
                const auto [known, is_new] = m_by_key.emplace(std::move(key), i);
                // The entries are in the order of threads: of a file in two archives the first archive's counts.
                if (!is_new && is_before(entries[i], entries[known->second])) known->second = i;
            }
        }
    }

    /// `stores`: virtual ones, those of an Item beside each other.
    void attach(const std::vector<std::size_t>& stores) {
        std::size_t most = m_entries.size();
        for (const std::size_t store : stores) most += m_entries[store].granule.virtual_store()->sources.size();
        m_entries.reserve(most);  // so that what is added moves nothing
        const Placement* last = nullptr;
        for (const std::size_t store : stores) {
            Entry& owner = m_entries[store];
            const Placement& place = owner.placement;
            if (last != nullptr && (last->collection != place.collection || last->item != place.item)) m_taken.clear();
            last = &place;
            for (auto& source : owner.granule.virtual_store()->sources) source = attach(source, owner);
        }
    }

  private:
    using Coverage = std::shared_ptr<const SourceCoverage>;

    /// What the Item's file has as its coverage: `source`, or that of an earlier store of the Item.
    Coverage attach(const Coverage& source, const Entry& owner) {
        std::vector<std::string> keys = keys_of_source(*source, owner);
        const auto file = place_of(keys);
        const auto [taken, is_new] =
            m_taken.emplace(file ? keys_of_file(m_entries[*file]).front() : std::move(keys.front()), source);
        if (!is_new) return taken->second;
        if (file) {
            move_to_item_of(owner, *file, source);
        } else {
            m_entries.push_back(source_entry(source, url_of(*source, owner), owner));
        }
        return source;
    }

    void move_to_item_of(const Entry& owner, std::size_t place, const Coverage& source) {
        const bool is_of_another_item = m_entries[place].referenced != nullptr;
        if (is_of_another_item) m_entries.push_back(Entry(m_entries[place]));
        Entry& file = is_of_another_item ? m_entries.back() : m_entries[place];
        file.placement.collection_rule = owner.placement.collection_rule;
        file.placement.collection = owner.placement.collection;
        file.placement.item = owner.placement.item;
        file.placement.item_folders = file.placement.item.str().size();
        file.referenced = source;
        if (file.is_of_other_format()) {
            set_time(file, *source, owner.granule);
            set_place(file, *source, owner.granule);
        }
    }

    std::optional<std::size_t> place_of(const std::vector<std::string>& keys) const {
        for (const std::string& key : keys) {
            if (const auto found = m_by_key.find(key); found != m_by_key.end()) return found->second;
        }
        return std::nullopt;
    }

    std::vector<Entry>& m_entries;
    std::unordered_map<std::string, std::size_t> m_by_key;  ///< the files that were read
    std::unordered_map<std::string, Coverage> m_taken;      ///< the files of the Item
};

}  // namespace

void attach_sources(std::vector<Entry>& entries) {
    std::vector<std::size_t> stores;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].granule.virtual_store() != nullptr) stores.push_back(i);
    }
    if (stores.empty()) return;
    const auto key = [&](std::size_t i) {
        const Entry& entry = entries[i];
        return std::tie(entry.placement.collection, entry.placement.item, entry.source.relative, entry.source.archive);
    };
    std::sort(stores.begin(), stores.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    Attacher(entries).attach(stores);
}

ReferencedFiles::ReferencedFiles(std::span<const Entry> stores) {
    for (const Entry& store : stores) {
        for (const auto& source : store.granule.virtual_store()->sources) {
            for (std::string& key : keys_of_source(*source, store)) m_keys.insert(std::move(key));
        }
    }
}

bool ReferencedFiles::has(const Entry& file) const {
    if (file.granule.store() != nullptr) return false;
    const std::vector<std::string> keys = keys_of_file(file);
    return std::ranges::any_of(keys, [&](const std::string& key) { return m_keys.contains(key); });
}

}  // namespace cairn
