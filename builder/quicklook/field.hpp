// Values on the pixels of a frame.
#pragma once

#include <cstdint>
#include <vector>

#include "builder/quicklook/frame.hpp"
#include "builder/quicklook/places.hpp"

namespace cairn::quicklook {

/// What cells put on pixels: a mean of those with a value; a pixel that has cells and no mean is missing.
struct Field {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<double> means;            ///< NaN where no cell has a value
    std::vector<std::uint32_t> counts;    ///< cells, with a value or without
};

/// `values` in the order of the cells.
Field field_of(const Frame& frame, const Places& places, const std::vector<double>& values);

}  // namespace cairn::quicklook
