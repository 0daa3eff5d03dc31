// What of the sorted entries becomes an Item, and what the Collection's own.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// The runs of one collection, each the entries of one item id. Points into the sorted entries.
struct CollectionRuns {
    std::vector<std::span<const Entry>> items;
    /// Assets of the Collection itself: without any time, which an Item must have, or stores that are their Collection.
    std::vector<std::span<const Entry>> own;

    const Entry& first() const { return items.empty() ? own.front().front() : items.front().front(); }
    const std::string& id() const { return first().placement.collection; }
};

/// Divides what sort_entries sorted. No collection is empty.
std::vector<CollectionRuns> divide_by_collection(std::span<const Entry> sorted, const Config& config);

/// Whether nothing is left in the collection but tombstones.
bool is_deprecated(const CollectionRuns& runs);

/// Facets that every entry of the collection has with the same value.
Facets shared_facets(const CollectionRuns& runs);

/// What every file of the collection that was read says of itself; null: nothing.
std::shared_ptr<const Description> shared_description(const CollectionRuns& runs);

/// A Collection's own assets.
struct CollectionOwn {
    std::vector<const Entry*> files;    ///< in order of time (undated first), then id
    std::vector<std::string> file_ids;  ///< of the files, unique in the Collection
    std::vector<const Entry*> stores;
};

/// `visit` sees the plan of each run; plans are not kept, since there can be as many as files.
CollectionOwn own_of(const CollectionRuns& runs, const Config& config,
                     const std::function<void(const ItemPlan&)>& visit);

/// Whether so many files stand in a list beside their document rather than in it.
bool need_a_list(std::size_t files, const AssetRules& rules);

}  // namespace cairn
