// Which dimension of a dataset.
#pragma once

#include <cstdint>

namespace cairn {

/// A dimension of the dataset: dimensions of a group are visible in the groups below it.
struct DimensionId {
    std::uint32_t group = 0;
    std::uint32_t index = 0;
    bool operator==(const DimensionId&) const = default;
};

}  // namespace cairn
