// Which variables' values a reader must bring: coordinates and their bounds, never data. One rule for all readers.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

struct VariableId {
    std::uint32_t group = 0;
    std::uint32_t index = 0;
    auto operator<=>(const VariableId&) const = default;
};

/// In order of group and index: variables of the name of one of their own dimensions (CF section 5); those named by a
/// `coordinates` attribute of any variable or of the dataset; those with `_CoordinateAxisType`, `axis`, or the
/// standard_name or unit of an axis; those that only a customary name tells (WRF's "Times", MPAS's latCell, a variable
/// called "latitude"); what containers of UGRID and of CF section 7.5 name; and what the `bounds` and `climatology`
/// attributes (and FERRET's `edges`) of all these name. Names resolve in the group, then in the groups around it. Only
/// variables that such names identify, whatever their size: the reader applies ReadLimits and fills
/// values_missing_because.
std::vector<VariableId> coordinates_to_read(const Dataset& dataset);

/// The variable a name means in a group: there, or in the nearest enclosing group; "/a/b" and "a/b" are paths.
std::optional<VariableId> find_variable(const Dataset& dataset, std::uint32_t group, std::string_view name);

}  // namespace cairn
