// What `cairn inspect` prints: the granule first, then the reasoning, then the header it rests on.
#pragma once

#include "base/json/value.hpp"
#include "base/outcome.hpp"
#include "builder/interpret/interpret.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/source.hpp"

namespace cairn {

json::Value inspected(const Source& source, const Dataset& dataset, const Interpretation& interpretation);

/// A source of which nothing is known but what went wrong.
json::Value inspected(const Source& source, const Problem& problem);

}  // namespace cairn
