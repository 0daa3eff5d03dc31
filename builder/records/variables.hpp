// The cube of the variables that a record names.
#pragma once

#include <memory>
#include <vector>

#include "base/json/value.hpp"
#include "builder/model/cube.hpp"
#include "builder/model/granule.hpp"

namespace cairn::records {

/// From "variables" of a record that the schema takes; nullptr: it names none. A variable without dimensions has those
/// that the record shows, "time", "latitude" and "longitude". Dimensions called time, lat, latitude, lon and longitude
/// have the extents of the granule, of all others nothing is known. A variable that stands twice counts once.
std::shared_ptr<const Cube> stated_cube(const json::Value& record, const Granule& granule);

/// The extents of its temporal dimensions.
std::vector<TemporalExtent> temporal_extents(const Cube& cube, const TimeCoverage& time);

}  // namespace cairn::records
