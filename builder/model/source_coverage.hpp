// What one file that a virtual store refers to covers, as the references tell it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "builder/model/instant.hpp"

namespace cairn {

/// A dimension of which a source has a part only.
struct PartOfDimension {
    std::string dimension;          ///< name in the cube
    std::optional<double> minimum;  ///< least coordinate value of the part
    std::optional<double> maximum;
    bool operator==(const PartOfDimension&) const = default;
};

struct SourceCoverage {
    std::string url;
    std::uint64_t bytes = 0;              ///< referenced of it; 0: whole files
    std::optional<UtcInterval> interval;  ///< that its chunks cover
    std::string reason;                   ///< why there is no interval, in few words; empty when there is one
    std::vector<PartOfDimension> parts;   ///< other dimensions than time
    bool has_part_of_place = false;       ///< it covers a part of the grid only
    bool operator==(const SourceCoverage&) const = default;
};

}  // namespace cairn
