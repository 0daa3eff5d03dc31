#include "builder/group/collection_runs.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>

#include "builder/group/assemble.hpp"
#include "builder/group/common_description.hpp"

namespace cairn {

namespace {

bool is_item(std::span<const Entry> run, const Config& config) {
    const CollectionRule& rule = config.collections[run.front().placement.collection_rule];
    const auto is_of_store = [](const Entry& entry) {
        return entry.granule.store() != nullptr || entry.referenced != nullptr;
    };
    if (rule.stores.as_collection && std::all_of(run.begin(), run.end(), is_of_store)) return false;
    const auto dated = [](const Entry& entry) { return entry.granule.time.interval.has_value(); };
    return std::any_of(run.begin(), run.end(), dated) || rule.undated.interval.has_value();
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

/// The runs come in the order of their Items' ids, the files of all in that of time: an asset list is read by time.
void sort_files(CollectionOwn& own) {
    std::vector<std::size_t> order(own.files.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&](std::size_t i) {
        const auto& time = own.files[i]->granule.time.interval;
        return std::tuple(time.has_value(), time ? time->start : UtcInstant(), time ? time->end : UtcInstant(),
                          std::string_view(own.file_ids[i]));
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    CollectionOwn sorted;
    for (const std::size_t i : order) {
        sorted.files.push_back(own.files[i]);
        sorted.file_ids.push_back(std::move(own.file_ids[i]));
    }
    own.files = std::move(sorted.files);
    own.file_ids = std::move(sorted.file_ids);
}

void add_run(std::span<const Entry> run, OwnIds& ids, CollectionOwn& own) {
    for (const Entry& entry : run) {
        if (entry.granule.store() != nullptr) {
            own.stores.push_back(&entry);
            continue;
        }
        own.files.push_back(&entry);
        own.file_ids.push_back(ids.unique(own_id(entry.placement), entry));
    }
}

}  // namespace

std::vector<CollectionRuns> divide_by_collection(std::span<const Entry> sorted, const Config& config) {
    std::vector<CollectionRuns> collections;
    const std::string* current = nullptr;
    for (const ItemRun& run : item_runs(sorted)) {
        const auto entries = sorted.subspan(run.begin, run.end - run.begin);
        const std::string& collection = entries.front().placement.collection;
        if (current == nullptr || *current != collection) collections.emplace_back();
        current = &collection;
        (is_item(entries, config) ? collections.back().items : collections.back().own).push_back(entries);
    }
    return collections;
}

bool is_deprecated(const CollectionRuns& runs) {
    const auto is_tombstone = [](std::span<const Entry> run) {
        return std::ranges::all_of(run, &Entry::is_deprecated);
    };
    return std::ranges::all_of(runs.items, is_tombstone) && std::ranges::all_of(runs.own, is_tombstone);
}

Facets shared_facets(const CollectionRuns& runs) {
    std::optional<Facets> shared;
    const Facets* last = nullptr;  // facet sets are interned: neighbours mostly share one
    const auto narrow = [&](std::span<const Entry> run) {
        for (const Entry& entry : run) {
            if (entry.placement.facets.get() == last) continue;
            last = entry.placement.facets.get();
            if (!shared.has_value()) shared = *last;
            std::erase_if(*shared, [&](const auto& facet) {
                const auto other = last->find(facet.first);
                return other == last->end() || other->second != facet.second;
            });
        }
    };
    for (const auto& run : runs.items) narrow(run);
    for (const auto& run : runs.own) narrow(run);
    return shared.value_or(Facets{});
}

std::shared_ptr<const Description> shared_description(const CollectionRuns& runs) {
    CommonDescription common;
    for (const auto& run : runs.items) common.add(run);
    for (const auto& run : runs.own) common.add(run);
    return common.take();
}

CollectionOwn own_of(const CollectionRuns& runs, const Config& config,
                     const std::function<void(const ItemPlan&)>& visit) {
    CollectionOwn own;
    OwnIds ids(config);
    for (const auto& run : runs.own) {
        visit(plan_item(run, config.collections[run.front().placement.collection_rule]));
        add_run(run, ids, own);
    }
    sort_files(own);
    return own;
}

bool need_a_list(std::size_t files, const AssetRules& rules) { return files > rules.inline_max; }

}  // namespace cairn
