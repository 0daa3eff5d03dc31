// From placed entries to items: a total order, then runs of the same item. Nothing depends on the order of arrival.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/outcome.hpp"
#include "base/parallel.hpp"
#include "builder/config/config.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// Sorts by collection, item, start and end of time (undated first), asset id, path; makes asset ids unique within an
/// item: of several entries with one id the least path keeps it, the others get folders in front, from the last one up,
/// until they differ, and each is a warning "group/duplicate-asset" that names both files. Sorted by path.
std::vector<Problem> sort_entries(std::vector<Entry>& entries);

/// A run of entries [begin, end) of the sorted list that make one item.
struct ItemRun {
    std::size_t begin = 0;
    std::size_t end = 0;
};
std::vector<ItemRun> item_runs(std::span<const Entry> sorted);

/// What is wrong with the series of the items (series.hpp), in the order of the runs; what escapes from one is a
/// problem of it ("group/internal"). `parallel`: over the runs.
std::vector<Problem> series_problems(std::span<const Entry> sorted, const Config& config, const ParallelFor& parallel);

/// The item of one run (not empty, sorted): union of time, footprint and cube; facets shared and varying. Where nothing
/// has a time and the rule states one, that is the item's. Threads: safe. The plan points into `run`.
ItemPlan plan_item(std::span<const Entry> run, const CollectionRule& rule);

}  // namespace cairn
