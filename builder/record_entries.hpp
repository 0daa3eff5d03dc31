// The records of an inventory as entries, beside those of the crawl.
#pragma once

#include <atomic>
#include <vector>

#include "builder/entries/entries.hpp"
#include "builder/pipeline.hpp"
#include "builder/placing.hpp"
#include "builder/state/state.hpp"

namespace cairn {

/// Adds the entries of all lists to `entries`; of records of one path the one that stays. Adds to `result` the number
/// of records and their problems. Returns how many entries each list has in each Collection. Throws what reading a list
/// throws.
RecordCounts add_records(const Config& config, Placing& placing, Entries& entries, BuildResult& result,
                         Progress& progress, const std::atomic<bool>& stop);

/// Takes out of `entries`, which are of one list, those whose path another one has, too: the one that was written to
/// last stays, of several the one with the least digest of its line. So it does not matter in which order lines stand.
/// A problem names both lines: "discover/record-repeated", a warning when the lines are the same.
std::vector<Problem> take_repeated(std::vector<Entry>& entries);

}  // namespace cairn
