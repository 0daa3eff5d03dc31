// Where the cells of a map lie: on the Earth, or in the plane of their own projection.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "builder/interpret/space/healpix.hpp"
#include "builder/model/dataset.hpp"
#include "builder/quicklook/map_choice.hpp"

namespace cairn::quicklook {

/// x to the east, y to the north; NaN where a cell has no place.
struct Places {
    bool is_earth = true;     ///< degrees of longitude and latitude; else of a projection, or of a rotated pole
    bool has_axes = false;    ///< a row is one y, a column one x; else each cell has a place of its own
    bool is_x_first = false;  ///< of axes: values come column by column
    bool are_dots = false;    ///< so few of one dimension that they are stations, not cells that cover an area
    std::vector<double> x;
    std::vector<double> y;
    std::optional<HealpixCells> healpix;  ///< in place of x and y
    std::string why_not;                  ///< why there are none

    std::uint64_t cells() const { return healpix ? healpix->size : has_axes ? x.size() * y.size() : x.size(); }
};

/// The map has the dimensions that `dataset` says.
Places places_of(const Dataset& dataset, const MapChoice& choice);

}  // namespace cairn::quicklook
