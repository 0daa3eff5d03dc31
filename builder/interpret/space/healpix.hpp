// HEALPix: cells of equal area on rings of latitude (Gorski et al. 2005, ApJ 622, 759).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "builder/interpret/space/curvilinear.hpp"
#include "builder/interpret/space/grids.hpp"

namespace cairn {

enum class HealpixOrder { ring, nested };

/// Where a cell lies: its ring (1 at the north pole, to 4 nside - 1) and its number on it (from 1).
struct HealpixPlace {
    std::int64_t ring = 0;
    std::int64_t number = 0;
};
HealpixPlace healpix_place(std::int64_t nside, HealpixOrder order, std::int64_t cell);

Position healpix_centre(std::int64_t nside, const HealpixPlace& place);  ///< longitude in [0, 360)
Box healpix_box(std::int64_t nside, const HealpixPlace& place);          ///< around the cell's four corners

/// The whole sphere when the dimension has all 12 nside^2 cells, else the box of the cells that an index coordinate
/// names; without one nothing is known.
CellsReading read_healpix(const Anatomy& anatomy, const Grid& grid, Findings& findings);

/// The cells along a dimension, whose places are made when they are asked for: a step of 2 * 10^8 cells is real.
struct HealpixCells {
    std::int64_t nside = 1;
    HealpixOrder order = HealpixOrder::ring;
    std::uint64_t size = 0;
    std::vector<double> numbers;  ///< which cells; empty: all of the sphere, in their order

    bool is_whole() const { return numbers.empty(); }
    Position centre(std::uint64_t at) const;  ///< NaN where a number is no cell. Precondition: at < size
};

/// nullopt, and the reason, where it is not known which they are.
std::optional<HealpixCells> healpix_cells(const Anatomy& anatomy, const Grid& grid, std::string& why_not);

/// The dimension of cells of a variable on a HEALPix grid.
std::optional<DimensionId> healpix_dimension(const Anatomy& anatomy, VariableId data);

}  // namespace cairn
