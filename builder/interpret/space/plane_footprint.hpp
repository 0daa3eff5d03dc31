// The footprint of a rectangle in the plane of a projection.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "builder/interpret/space/reference_system.hpp"
#include "builder/model/footprint.hpp"

namespace cairn {

/// A rectangle of cells, perhaps turned: `transform` (6 numbers, STAC's order) takes column and row, counted from the
/// outer corner of the first cell, to coordinates of the system.
struct PlaneGrid {
    std::array<double, 6> transform{};
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;

    std::array<double, 2> at(double column, double row) const {
        return {transform[0] * column + transform[1] * row + transform[2],
                transform[3] * column + transform[4] * row + transform[5]};
    }
};

struct PlaneFootprint {
    std::optional<Box> box;                  ///< nullopt: no part of the rectangle is on the Earth
    std::shared_ptr<const Outline> outline;  ///< null: the box says as much
    double cell_deg = 0;                     ///< size of a cell in the middle, great circle
};

/// Follows the rectangle's edges, between the corners too; where the Earth ends within the rectangle (the disc that a
/// satellite sees) the outline is the limb. Poles within count.
PlaneFootprint plane_footprint(const ReferenceSystem& system, const PlaneGrid& grid, double tolerance_deg);

/// The size of a cell in the middle of the part that is on the Earth, as in PlaneFootprint; 0 when there is none.
double cell_size_deg(const ReferenceSystem& system, const PlaneGrid& grid);

}  // namespace cairn
