// What places a variable that lists no latitude and longitude: axes of a projection, a transform, a mesh.
#pragma once

#include <optional>
#include <string>

#include "builder/interpret/space/grids.hpp"

namespace cairn {

/// Sets x and y. Axes that attributes call so; failing that, and only where a reference system is stated, axes that are
/// called x and y (Sentinel's stores have no more).
void find_plane_axes(const Anatomy& anatomy, VariableId data, Grid& grid);

/// Sets the shape: a mapping with a transform places the last two dimensions, rows and columns, without coordinates.
void find_transformed_rows(const Anatomy& anatomy, VariableId data, Grid& grid);

/// Sets latitude and longitude. UGRID: the coordinates of the place (face, node, edge) that the mesh variable names for
/// the data.
void find_mesh_coordinates(const Anatomy& anatomy, VariableId data, const std::string& mesh, Grid& grid);

/// The grid of a variable whose `geometry` names a container of nodes (CF section 7.5); nullopt of all others.
std::optional<Grid> geometry_of_data(const Anatomy& anatomy, VariableId data);

}  // namespace cairn
