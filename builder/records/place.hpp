// The place that a record states.
#pragma once

#include <vector>

#include "base/json/value.hpp"
#include "builder/config/schema.hpp"
#include "builder/model/footprint.hpp"

namespace cairn::records {

/// From "bbox" and "geometry" of a record that the schema takes. Rings of the outline are checked and turned as
/// `Outline` wants them; with both the box is that of the geometry, and the stated one may lie `tolerance_deg` from it.
/// Heights are read and not used. Adds what is wrong to `violations`.
Footprint stated_place(const json::Value& record, double tolerance_deg, std::vector<Violation>& violations);

}  // namespace cairn::records
