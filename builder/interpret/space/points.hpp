// Places on one dimension: stations, trajectories, profiles, and the cells of unstructured grids.
#pragma once

#include <optional>

#include "builder/interpret/space/curvilinear.hpp"

namespace cairn {

/// The box of all points, or of the cells around them where vertices or a mesh are given; longitudes by the largest
/// gap. A grid of a thousand cells or more, that is no collection of stations or tracks (featureType), goes round the
/// globe when no gap is wider than the cells would be if they were spread over the whole Earth. Never an outline.
/// Zeros in both coordinates are a place when they are all that stations have.
CellsReading read_points(const Anatomy& anatomy, const Grid& grid, Findings& findings);

/// The one dimension of the cells or points of a grid that has one.
std::optional<DimensionId> dimension_of_cells(const Anatomy& anatomy, const Grid& grid);

/// Whether a dataset says that it holds stations, tracks or profiles (featureType, CF section 9.4): its rows and
/// columns are then no lattice.
bool is_discrete(const Dataset& dataset);

}  // namespace cairn
