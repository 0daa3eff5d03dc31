// The extents that global attributes claim (Attribute Convention for Data Discovery 1.3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "builder/model/dataset.hpp"
#include "builder/model/date_period.hpp"
#include "builder/model/footprint.hpp"

namespace cairn {

/// One attribute, as it is written and what it says.
struct ClaimedDate {
    std::string attribute;
    std::string text;
    DatePeriod period;
};

/// time_coverage_start, time_coverage_end and, where one of them is absent, time_coverage_duration.
struct TimeClaim {
    std::optional<ClaimedDate> start;
    std::optional<ClaimedDate> end;
    std::optional<UtcInterval> interval;  ///< of both
    std::string unusable_because;         ///< why there is no interval although there are attributes
};
TimeClaim time_claim(const std::vector<Attribute>& attributes);

/// geospatial_lat_min and its three companions, else the envelope of geospatial_bounds.
struct BoxClaim {
    std::optional<Box> box;
    std::string unusable_because;  ///< why there is no box although there are attributes
};
/// No box from what is often wrong: edges in the wrong order or out of range, a point or a line, longitudes that go
/// round the Earth but for less than 10 degrees (the least and greatest of a part that crosses 0 or 180), attributes
/// that contradict each other, and WKT of which it cannot be told whether longitude or latitude comes first.
BoxClaim box_claim(const std::vector<Attribute>& attributes);

/// The number that an attribute of an edge has, finite.
std::optional<double> claimed_edge(const std::vector<Attribute>& attributes, const char* name);

}  // namespace cairn
