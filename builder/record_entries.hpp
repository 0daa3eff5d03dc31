// The records of an inventory as entries, beside those of the crawl.
#pragma once

#include <atomic>
#include <vector>

#include "builder/pipeline.hpp"
#include "builder/placing.hpp"

namespace cairn {

/// The entries of all lists, in no order; of records of one path the one that stays. Adds to `result` the number of
/// records and their problems. Throws what reading a list throws.
std::vector<Entry> entries_of_records(const Config& config, Placing& placing, BuildResult& result, Progress& progress,
                                      const std::atomic<bool>& stop);

/// Takes out of `entries`, which are of one list, those whose path another one has, too: the one that was written to
/// last stays, of several the one with the least digest of its line. So it does not matter in which order lines stand.
/// A problem names both lines: "discover/record-repeated", a warning when the lines are the same.
std::vector<Problem> take_repeated(std::vector<Entry>& entries);

}  // namespace cairn
