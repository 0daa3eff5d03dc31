// Boxes of longitude, latitude and height, across the antimeridian too.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::search {

struct Range {
    double low = 0;
    double high = 0;
    bool meets(const Range& other) const { return low <= other.high && high >= other.low; }
};

/// A box in degrees. Longitudes are one range, or two where it crosses the antimeridian, within [-180, 180]; as plain
/// numbers: -180 and 180 are different (docs/search.md).
struct Box {
    std::array<Range, 2> longitudes;
    std::size_t longitude_count = 1;
    Range latitudes;
    std::optional<Range> heights;  ///< compared where both boxes have some
};

bool meet(const Box& a, const Box& b);

/// Takes 4 or 6 finite numbers (RFC 7946, section 5), south not above north; nullopt: they are no box.
std::optional<Box> box_of(const std::vector<double>& numbers);
std::optional<Box> box_of(const json::Value& value);

}  // namespace cairn::search
