// From placed entries to items: a total order, then runs of the same item. Nothing depends on the order of arrival.
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "base/outcome.hpp"
#include "base/parallel.hpp"
#include "builder/config/config.hpp"
#include "builder/model/item_plan.hpp"

namespace cairn {

/// Sorts by collection, item, start and end of time (undated first), asset id, path; makes asset ids unique within an
/// item: of several entries with one id the least path keeps it, the others get folders in front, from the last one up,
/// until they differ, and each is a warning "group/duplicate-asset" that names both files. Sorted by path.
std::vector<Problem> sort_entries(std::vector<Entry>& entries);

/// Whether an asset of the Item has this id.
using IsTaken = std::function<bool(const std::string& id)>;

/// What sort_entries does with ids of one Item that are not unique. `repeated`: all that share theirs with another.
void rename_repeated(std::vector<Entry*> repeated, const IsTaken& is_taken, std::vector<Problem>& problems);

/// The order in which sort_entries returns them.
void sort_problems_of_ids(std::vector<Problem>& problems);

/// A run of entries [begin, end) of the sorted list that make one item.
struct ItemRun {
    std::size_t begin = 0;
    std::size_t end = 0;
};
std::vector<ItemRun> item_runs(const EntryList& sorted);

/// What is wrong with the series of the items (series.hpp), in the order of the runs, which are those of item_runs; what
/// escapes from one is a problem of it ("group/internal"). `parallel`: over the runs.
std::vector<Problem> series_problems(const EntryList& sorted, std::span<const ItemRun> runs, const Config& config,
                                     const ParallelFor& parallel);

/// The item of one run (not empty, sorted): union of time, footprint and cube; facets shared and varying. Where nothing
/// has a time and the rule states one, that is the item's. Threads: safe. The plan points into `run`. Of more files
/// than `most_held` the plan holds none: they are to stand in a list.
ItemPlan plan_item(const EntryList& run, const CollectionRule& rule,
                   std::size_t most_held = std::numeric_limits<std::size_t>::max());

}  // namespace cairn
