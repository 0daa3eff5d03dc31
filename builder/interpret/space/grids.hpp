// On which kind of horizontal grid each data variable lies.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "builder/interpret/anatomy.hpp"
#include "builder/interpret/findings.hpp"

namespace cairn {

/// `points`: latitude and longitude on the same dimension (stations, trajectories, unstructured cells).
/// `projected`, `rotated_pole`: on x and y axes, without latitude and longitude coordinates.
enum class GridKind {
    none,
    rectilinear,
    curvilinear,
    points,
    projected,
    rotated_pole,
    mesh,
    healpix,
    polar,     ///< rays and ranges around a radar
    geometry,  ///< points, lines and polygons by their nodes (CF section 7.5)
    indexes,   ///< numbers of rows and columns that call themselves degrees
    no_longitude,
    no_latitude
};

struct Grid {
    GridKind kind = GridKind::none;
    VariableId data;  ///< the first variable that lies on it; of coordinates alone, the latitude
    std::optional<VariableId> latitude;
    std::optional<VariableId> longitude;
    std::optional<VariableId> x;  ///< axes of a projection or a rotated pole, also beside latitude and longitude
    std::optional<VariableId> y;
    bool is_projected = false;  ///< latitude and longitude are y and x of a projection: PROJ takes them to the Earth
    std::optional<VariableId> cells;  ///< container of a mesh or of geometries, that says what the cells consist of
    std::array<std::uint64_t, 2> shape{};  ///< rows and columns of a grid without coordinates; else 0
    bool is_incidental = false;  ///< a scalar place that nothing refers to: it counts where nothing else has one
    std::string description;     ///< "curvilinear grid: latitude 'lat' and longitude 'lon' are two-dimensional (j, i)";
                                 ///< empty when rectilinear
    std::string guess;           ///< why an axis is only a guess; else empty
};

/// The distinct grids of the data variables; when they have none and there are none, that of the coordinates alone.
/// Variables without any horizontal coordinate do not appear. Each variable takes the pair of coordinates that has its
/// dimensions (WRF lists those of all its grids). Two-dimensional coordinates that a variable lists beat the
/// one-dimensional ones of its dimensions (there those are indexes with the look of degrees: CMIP6 BCC-ESM1).
std::vector<Grid> find_grids(const Anatomy& anatomy, Findings& findings);

std::string_view name_of(GridKind kind);

}  // namespace cairn
