// The data cube of a dataset: its dimensions and variables in the terms of the datacube extension.
#pragma once

#include <vector>

#include "builder/interpret/space/footprint.hpp"
#include "builder/interpret/time/coverage.hpp"
#include "builder/model/cube.hpp"

namespace cairn {

struct CubeReading {
    Cube cube;
    std::vector<TemporalExtent> temporal;  ///< of the temporal dimensions whose instants or native values are known
};

/// Every variable, and every dimension that one of them uses, in the order of the dataset. Names are unique: of equal
/// ones (which no format allows, but damaged files have) the later get "_2", ...
CubeReading read_cube(const Anatomy& anatomy, const TimeReading& time, const SpaceReading& space);

}  // namespace cairn
