// Series: whether the files of an Item follow each other without gaps, overlaps and doubles.
#pragma once

#include <optional>
#include <vector>

#include "base/outcome.hpp"
#include "builder/config/config.hpp"
#include "builder/model/entry_list.hpp"

namespace cairn {

struct SeriesReading {
    std::optional<SeriesSummary> summary;  ///< nullopt: no two of the files make a series
    std::vector<Problem>
        problems;  ///< warnings, in order of time: "group/gap", "group/overlap", "group/duplicate-time"
};

/// The files of one Item (docs/series.md). A series are files with the same facets, the same place on axes other than
/// time and place (levels, members), in one calendar, that have variables in common; where the Item's id is a template,
/// also the same name without its dates. Files of one time are doubles when they share a variable and a box. Stores,
/// and files that are only referenced, are none. Cost: that of sorting.
SeriesReading read_series(const EntryList& run, const CollectionRule& rule);

}  // namespace cairn
