// What of the sorted entries becomes an Item, and what the Collection's own.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/group/assemble.hpp"
#include "builder/model/item_plan.hpp"

namespace cairn {

/// The runs of one collection, each the entries of one item id, as places in `entries`.
struct CollectionRuns {
    std::string id;
    std::size_t rule = 0;  ///< of its first Item; without Items of its first entry
    EntryList entries;     ///< all of the collection
    std::vector<ItemRun> items;
    /// Assets of the Collection itself: without any time, which an Item must have, or stores that are their Collection.
    std::vector<ItemRun> own;

    EntryList entries_of(const ItemRun& run) const { return entries.part(run.begin, run.end); }
};

/// The rule of the first entry. Precondition: not empty.
std::size_t rule_of(const EntryList& run);

/// Divides what sort_entries sorted. `runs`: item_runs of it. No collection is empty.
std::vector<CollectionRuns> divide_by_collection(const EntryList& sorted, std::span<const ItemRun> runs,
                                                 const Config& config);

/// A Collection's own assets.
struct CollectionOwn {
    ChosenEntries files;                ///< in order of time (undated first), then id
    std::vector<std::string> file_ids;  ///< of the files, unique in the Collection
    std::vector<std::shared_ptr<const Entry>> stores;
};

/// `visit` sees the plan of each run; plans are not kept, since there can be as many as files.
CollectionOwn own_of(const CollectionRuns& runs, const Config& config,
                     const std::function<void(const ItemPlan&)>& visit);

/// Whether so many files stand in a list beside their document rather than in it.
bool need_a_list(std::size_t files, const AssetRules& rules);

}  // namespace cairn
