// Which files of an Item are one series.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/model/entry_list.hpp"

namespace cairn {

/// What many files of an Item have in common.
struct SeriesShape {
    std::string_view calendar;  ///< as those that follow, of NativeSpan
    std::int64_t step_us = 0;
    std::int32_t step_months = 0;
    std::uint32_t count = 0;
    bool has_bounds = false;
    std::uint32_t variables = 0;  ///< which set of variables: equal sets have equal numbers
    std::uint32_t series = 0;
    auto operator<=>(const SeriesShape&) const = default;
};

/// One file of a series: no more than what tells it from others, since there can be very many. Times: microseconds
/// since the calendar's day 0, as of NativeSpan.
struct SeriesMember {
    std::int64_t first_us = 0;
    std::int64_t last_us = 0;
    std::int64_t end_us = 0;
    std::uint64_t box_hash = 0;  ///< of its place; equal places have equal ones
    std::uint32_t place = 0;     ///< in the run
    std::uint32_t shape = 0;     ///< which of ItemSeries::shapes
};

using Series = std::span<const SeriesMember>;

/// All series of two files or more.
struct ItemSeries {
    std::vector<SeriesMember> members;  ///< those of one series beside each other
    std::vector<Series> series;         ///< each in order of time, then of the path; so are the series by their first
    std::vector<std::vector<std::string>> variables;  ///< the names of a set, sorted
    std::vector<SeriesShape> shapes;

    const SeriesShape& shape_of(const SeriesMember& member) const { return shapes[member.shape]; }
    /// Whether two files of one series have a data variable in common, and the same place.
    bool have_common_data(const SeriesMember& a, const SeriesMember& b) const;
};

ItemSeries series_of(const EntryList& run, const CollectionRule& rule);

}  // namespace cairn
