// What is understood of one source: when, where, and which cube. The unit that is grouped into items.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "builder/model/cube.hpp"
#include "builder/model/footprint.hpp"
#include "builder/model/instant.hpp"

namespace cairn {

struct TimeCoverage {
    std::optional<UtcInterval> interval;
    Evidence evidence = Evidence::none;
    std::string
        reason;  ///< why there is no interval, or why it is a guess; empty when it is known from coordinates or bounds
};

struct Granule {
    TimeCoverage time;
    Footprint footprint;
    std::shared_ptr<const Cube> cube;      ///< shared: granules of one product point at one cube (model/interner.hpp)
    std::vector<TemporalExtent> temporal;  ///< of the cube's temporal dimensions, where known
    std::vector<std::string> notes;        ///< what was left out and why, in sentences; for the document and the report
};

}  // namespace cairn
