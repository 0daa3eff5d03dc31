// Zarr arrays name their axes, each for itself. The data model wants dimensions that groups have and arrays share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/cf/coordinates.hpp"
#include "builder/model/dataset.hpp"
#include "builder/probe/zarr/array_metadata.hpp"
#include "builder/probe/zarr/hierarchy.hpp"
#include "builder/probe/zarr/reports.hpp"

namespace cairn::zarr {

struct AxisName {
    std::string name;
    std::optional<std::string> group;  ///< the path of the group that has the dimension, where NCZarr says it
};

struct Axis {
    std::uint64_t size = 0;
    std::optional<AxisName> name;
};

/// The axes of an array by `dimension_names` (v3), `_ARRAY_DIMENSIONS`, or NCZarr's references to dimensions. When
/// these do not fit the shape (said) or there are none, the axes have no names. A scalar of NCZarr, stored as an array
/// of one, has no axes.
std::vector<Axis> axes_of(const Node& node, const ArrayMetadata& array, Reports& reports);

struct ArrayAxes {
    VariableId id;
    std::string key;  ///< for messages
    std::vector<Axis> axes;
};

/// Gives the groups their dimensions, and the variables theirs. A dimension belongs to the nearest group around the
/// array that has an array of its name along it, of the same size; else to the array's own group. Of two sizes of one
/// name in a group, the second is called "name_2" (said). Axes without names share dimensions "phony_dim_<n>" by size
/// in each group, as in netCDF-4 files without dimension scales.
void place_dimensions(Dataset& dataset, const std::vector<ArrayAxes>& arrays, Reports& reports);

}  // namespace cairn::zarr
