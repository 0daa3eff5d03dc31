// An axis of a plane grid as it is written: its values, its edges, and what takes its unit to that of a reference
// system.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/interpret/anatomy.hpp"
#include "builder/interpret/space/grid_mapping.hpp"
#include "builder/interpret/space/plane_footprint.hpp"
#include "builder/interpret/space/reference_system.hpp"

namespace cairn {

inline constexpr double k_longest_edge = 1e10;  ///< beyond it nothing on the Earth is, in any unit

/// Values of one axis, as written.
struct PlaneAxis {
    double first_edge = 0;  ///< of the first cell as stored
    double last_edge = 0;
    std::vector<double> values;
    std::uint64_t size = 0;
    bool is_regular = false;
    bool from_bounds = false;
    std::string unit;
    std::string why_not;
};

/// Reads the axis and its bounds; `why_not` says why it has no edges.
PlaneAxis plane_axis(const Anatomy& anatomy, VariableId id);

/// Metres of a unit of length; nullopt for all else.
std::optional<double> metres_of(std::string_view unit);

/// What takes an axis' values to the system's units.
double factor_of(const std::string& unit, const GridMapping& mapping, const ReferenceSystem& system);

struct PlaneAxes {
    PlaneAxis x;
    PlaneAxis y;
};

/// The lattice between the outer edges of two axes that could be read, in the units that the factors lead to.
PlaneGrid grid_on(const PlaneAxes& axes, double x_factor, double y_factor);

}  // namespace cairn
