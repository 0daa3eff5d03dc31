// What a series is, in an Item's properties.
#pragma once

#include "base/json/value.hpp"
#include "builder/model/series.hpp"

namespace cairn {

/// Sets `cairn:series` (docs/series.md).
void set_series(json::Value& properties, const SeriesSummary& series);

}  // namespace cairn
