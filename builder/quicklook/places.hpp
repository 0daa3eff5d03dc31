// Where the cells of a map lie: on the Earth, or in the plane of their own projection.
#pragma once

#include <string>
#include <vector>

#include "builder/quicklook/first_step.hpp"

namespace cairn::quicklook {

/// x to the east, y to the north; NaN where a cell has no place.
struct Places {
    bool is_earth = true;   ///< degrees of longitude and latitude; else of a projection, or of a rotated pole
    bool has_axes = false;  ///< a row is one y, a column one x; else each cell has a place of its own
    bool is_x_first = false;  ///< of axes: values come column by column
    bool are_dots = false;  ///< so few of one dimension that they are stations, not cells that cover an area
    std::vector<double> x;
    std::vector<double> y;
    std::string why_not;  ///< why there are none
};

Places places_of(const FirstStep& step);

}  // namespace cairn::quicklook
