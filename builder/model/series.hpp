// What the files of one Item are as a series.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "builder/model/instant.hpp"

namespace cairn {

/// Files whose times follow each other; where an Item has several (variables, members, levels), their sums.
struct SeriesSummary {
    static constexpr std::size_t k_most_missing = 100;

    std::string step;            ///< ISO 8601 duration; empty: not regular, or not the same in all series
    std::uint64_t series = 1;    ///< how many
    std::uint64_t expected = 0;  ///< steps from the first to the last, of the series that are regular
    std::uint64_t present = 0;   ///< steps that are there
    std::uint64_t gaps = 0;
    std::uint64_t overlaps = 0;        ///< files that begin before the file before them ends
    std::uint64_t duplicates = 0;      ///< files of the same time as another
    std::vector<UtcInterval> missing;  ///< each gap, from the end of the file before to the begin of the file after;
                                       ///< the first `k_most_missing`
};

}  // namespace cairn
