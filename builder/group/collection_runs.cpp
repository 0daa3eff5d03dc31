#include "builder/group/collection_runs.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <tuple>

#include "builder/group/assemble.hpp"

namespace cairn {

namespace {

bool is_item(const EntryList& run, const CollectionRule& rule) {
    const auto is_of_store = [](const Entry& entry) {
        return entry.granule.store() != nullptr || entry.referenced != nullptr;
    };
    if (rule.stores.as_collection && run.all_of(is_of_store)) return false;
    const auto dated = [](const Entry& entry) { return entry.granule.time.interval.has_value(); };
    return rule.undated.interval.has_value() || run.any_of(dated);
}

/// Ids of items and of their assets make one name in a Collection, and two pairs can make the same: then the path of
/// the file, which no other has.
class OwnIds {
  public:
    explicit OwnIds(const Config& config) : m_config(config) {}

    std::string unique(const std::string& id, const Entry& entry) {
        std::string candidate = id;
        if (!m_taken.insert(candidate).second) {
            candidate = entry.is_only_referenced()
                            ? entry.href
                            : archive_name(m_config, entry.source.archive) + ':' + entry.source.relative;
            while (!m_taken.insert(candidate).second) candidate += '+';
        }
        return candidate;
    }

  private:
    const Config& m_config;
    std::set<std::string> m_taken;
};

/// Never whether a file is alone in its Item: another one would rename it.
std::string own_id(const Placement& placement) {
    const std::string folders = placement.item.str().substr(0, placement.item_folders);
    return folders.empty() ? placement.asset.str() : folders + '/' + placement.asset.str();
}

/// What a Collection's own assets are sorted by: the runs come in the order of their Items' ids, the files of all in
/// that of time, since an asset list is read by time.
struct OwnFile {
    std::optional<UtcInterval> time;
    std::string id;
    std::uint32_t place = 0;  ///< in the entries of the Collection

    auto key() const {
        return std::tuple(time.has_value(), time ? time->start : UtcInstant(), time ? time->end : UtcInstant(),
                          std::string_view(id));
    }
};

}  // namespace

std::size_t rule_of(const EntryList& run) {
    std::size_t rule = 0;
    run.all(0, 1, [&](std::size_t, const Entry& first) {
        rule = first.placement.collection_rule;
        return true;
    });
    return rule;
}

std::vector<CollectionRuns> divide_by_collection(const EntryList& sorted, std::span<const ItemRun> runs,
                                                 const Config& config) {
    std::vector<CollectionRuns> collections;
    std::size_t begin = 0;  // of the collection
    for (const ItemRun& run : runs) {
        const EntryList entries = sorted.part(run.begin, run.end);
        std::string collection;
        std::size_t rule = 0;
        entries.all(0, 1, [&](std::size_t, const Entry& first) {
            collection = first.placement.collection;
            rule = first.placement.collection_rule;
            return true;
        });
        if (collections.empty() || collections.back().id != collection) {
            collections.push_back({std::move(collection), rule, {}, {}, {}});
            begin = run.begin;
        }
        CollectionRuns& all = collections.back();
        all.entries = sorted.part(begin, run.end);
        const bool is_of_items = is_item(entries, config.collections[rule]);
        if (is_of_items && all.items.empty()) all.rule = rule;
        (is_of_items ? all.items : all.own).push_back({run.begin - begin, run.end - begin});
    }
    return collections;
}

CollectionOwn own_of(const CollectionRuns& runs, const Config& config,
                     const std::function<void(const ItemPlan&)>& visit) {
    CollectionOwn own;
    own.files.entries = runs.entries;
    OwnIds ids(config);
    std::vector<OwnFile> files;
    for (const ItemRun& run : runs.own) {
        const EntryList entries = runs.entries_of(run);
        entries.for_each([&](std::size_t place, const Entry& entry) {
            if (entry.granule.store() != nullptr) {
                own.stores.push_back(std::make_shared<const Entry>(entry));
                return;
            }
            files.push_back({entry.granule.time.interval, ids.unique(own_id(entry.placement), entry),
                             static_cast<std::uint32_t>(run.begin + place)});
        });
        visit(plan_item(entries, config.collections[rule_of(entries)], config.assets.inline_max));
    }
    std::ranges::sort(files, [](const OwnFile& a, const OwnFile& b) { return a.key() < b.key(); });
    std::vector<std::uint32_t> places;
    for (OwnFile& file : files) {
        places.push_back(file.place);
        own.file_ids.push_back(std::move(file.id));
    }
    own.files.choose(std::move(places));
    return own;
}

bool need_a_list(std::size_t files, const AssetRules& rules) { return files > rules.inline_max; }

}  // namespace cairn
