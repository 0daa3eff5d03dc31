// Places on one dimension: stations, trajectories, profiles, and the cells of unstructured grids.
#pragma once

#include "builder/interpret/space/curvilinear.hpp"

namespace cairn {

/// The box of all points, or of the cells around them where vertices are given; longitudes by the largest gap. A grid
/// of a thousand cells or more, that is no collection of stations or tracks (featureType), goes round the globe when no
/// gap is wider than the cells would be if they were spread over the whole Earth. Never an outline.
CellsReading read_points(const Anatomy& anatomy, VariableId latitude, VariableId longitude, Findings& findings);

/// Whether a dataset says that it holds stations, tracks or profiles (featureType, CF section 9.4): its rows and
/// columns are then no lattice.
bool is_discrete(const Dataset& dataset);

}  // namespace cairn
