// Which files of an Item are one series.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// One file of a series. Times: microseconds since the calendar's day 0.
struct SeriesMember {
    const Entry* entry = nullptr;
    NativeSpan span;
    std::uint32_t variables = 0;  ///< which set of variables: equal sets have equal numbers
};

using Series = std::vector<SeriesMember>;

/// The series of an Item, each in order of time, then of the path. Those of one file are among them.
std::vector<Series> series_of(std::span<const Entry> run, const CollectionRule& rule);

/// Whether two files of one series have a data variable in common, and the same place.
bool have_common_data(const SeriesMember& a, const SeriesMember& b);

}  // namespace cairn
