// Entries for tests of grouping.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "builder/model/plan.hpp"

namespace cairn {

inline UtcInterval days(std::int64_t first, std::int64_t last) {
    constexpr std::int64_t k_day = 86'400'000'000;
    return {{first * k_day}, {last * k_day}};
}

inline Box box(double west, double south, double east, double north) {
    return {LonInterval::between(west, east), {south, north}};
}

/// An entry of item "i" of collection "c": its asset has the name of the file.
inline Entry entry(const std::string& relative, std::optional<UtcInterval> time,
                   std::optional<Box> footprint = std::nullopt) {
    Entry made;
    made.source.path = "/archive/" + relative;
    made.source.relative = relative;
    made.granule.time.interval = time;
    made.granule.time.evidence = time ? Evidence::coordinates : Evidence::none;
    if (!time) made.granule.time.reason = "no time axis";
    made.granule.footprint.box = footprint;
    made.granule.footprint.evidence = footprint ? Evidence::bounds : Evidence::none;
    if (!footprint) made.granule.footprint.reason = "no horizontal axes";
    made.placement.collection = "c";
    made.placement.item = "i";
    made.placement.asset = relative.substr(relative.rfind('/') + 1);
    made.placement.facets = std::make_shared<const Facets>();
    return made;
}

}  // namespace cairn
