// Random datasets of every kind of grid, each with the corners of its cells (or their centres where no corners are
// known), computed here apart from the program.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/interpret/datasets.hpp"

namespace cairn::testing {

using Random = std::mt19937;
constexpr double k_radians = std::numbers::pi / 180;

struct Made {
    DatasetBuilder build;
    std::vector<Position> corners;
    double tolerance_deg = 2e-6;  ///< boxes are compared as published, to six decimals
};

/// `is_empty`: no cell has a place, and `corners` is empty.
struct MakerOfCells {
    const char* name;
    Made (*make)(Random& random, bool is_empty);
};

std::vector<MakerOfCells> makers_on_axes();        ///< axes, lattices, swaths, points
std::vector<MakerOfCells> makers_of_meshes();      ///< UGRID, MPAS, SCRIP, FVCOM, ICON, geometries
std::vector<MakerOfCells> makers_by_projection();  ///< projections, rotated poles, HEALPix, radars

inline double between(Random& random, double low, double high) {
    return low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
}

/// In any convention of longitude, HYCOM's included.
inline double spelled(Random& random, double lon_deg) {
    const double turns = static_cast<double>(random() % 4) - 1;
    return std::remainder(lon_deg, 360) + 360 * turns;
}

/// A tenth of the values, or all of them, missing.
inline std::vector<bool> holes(Random& random, std::size_t count, bool is_empty) {
    std::vector<bool> missing(count);
    for (std::size_t i = 0; i < count; ++i) missing[i] = is_empty || random() % 10 == 0;
    return missing;
}

inline Attribute north() { return text("units", "degrees_north"); }
inline Attribute east() { return text("units", "degrees_east"); }

}  // namespace cairn::testing
