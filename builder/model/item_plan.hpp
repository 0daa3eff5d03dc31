// What grouping decides of one Item: which assets it has, and what they say together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "builder/model/entry_list.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// The distinct values of a facet: mostly there is one.
struct FacetValues {
    std::string first;
    std::set<std::string> more;
};

/// One Item (or, when nothing in it has a time, one set of assets of the Collection itself: a STAC Item must have a
/// datetime).
struct ItemPlan {
    std::string collection;
    std::string id;
    ChosenEntries files;                             ///< in order of time, then id
    std::vector<const Entry*> inline_files;          ///< the same; none when they are more than were asked for
    std::vector<const Entry*> stores;                ///< in order of time, then id
    const Entry* picture = nullptr;                  ///< that the build made of the data; null: none
    std::vector<std::shared_ptr<const Entry>> held;  ///< what these point to, where it was not in memory before
    std::size_t entry_count = 0;                     ///< files and stores
    std::size_t read_count = 0;                      ///< of these, those that were read
    std::uint64_t size_bytes = 0;                    ///< of all
    FileDates dates;                                 ///< when the first was made, and the last was changed
    bool is_deprecated = false;                      ///< all are tombstones
    TimeCoverage time;                               ///< union of the entries'
    Footprint footprint;                             ///< union of the entries'
    Cube cube;                                       ///< union of the entries'
    std::vector<TemporalExtent> temporal;
    std::shared_ptr<const Projection> projection;     ///< when all entries share one; else null
    Facets facets;                                    ///< those that all entries share; READMEs have none to share
    Facets facets_of_all;                             ///< those that all share, READMEs among them
    std::vector<std::string> varying;                 ///< names of the facets that differ between entries
    std::map<std::string, FacetValues> facet_values;  ///< of all entries
    std::shared_ptr<const Description> description;   ///< what all entries say; null: nothing
    std::vector<std::string> notes;
    std::optional<SeriesSummary> series;  ///< when two of its files or more make one
};

}  // namespace cairn
