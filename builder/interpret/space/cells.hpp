// The cells of a coordinate: its values and, where a file gives them, the bounds around each.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "builder/interpret/anatomy.hpp"
#include "builder/interpret/numbers.hpp"

namespace cairn {

struct Cells {
    std::vector<double> centres;  ///< NaN where missing
    std::vector<std::pair<double, double>>
        bounds;                           ///< as stored, one for each centre; NaN where missing; empty: there are none.
                                          ///< A strictly monotonic axis may have those of the first and last cell alone
    bool is_climatology = false;          ///< bounds of a climatology need not contain the representative value
    std::string bounds_name;              ///< empty: the coordinate names none
    std::string bounds_unusable_because;  ///< why named bounds are not in `bounds`
    std::string unavailable_because;      ///< why there are no centres although the coordinate has elements
};

/// Bounds have two values a cell; FERRET's edges one value more than there are cells.
Cells cells_of(const Anatomy& anatomy, VariableId coordinate, Float32As float32);

/// The interval of one cell along a line (not a circle).
struct LinearCell {
    enum class From { nothing, centre, bounds, centre_for_refused_bounds };
    double low = 0;
    double high = 0;
    From from = From::nothing;  ///< nothing: the value is missing, and so are the bounds
};

/// Bounds beat the centre. Bounds that are farther from their centre than the cell is wide are refused: they were
/// written as zeros, or in another unit.
LinearCell linear_cell(const Cells& cells, std::size_t index);

struct LinearExtent {
    double low = 0;
    double high = 0;
    bool from_bounds = false;        ///< at least one cell's bounds were used
    std::size_t bounds_refused = 0;  ///< number of cells whose bounds were refused
};

/// Covers all cells; nullopt when none has a value.
std::optional<LinearExtent> linear_extent(const Cells& cells);

}  // namespace cairn
