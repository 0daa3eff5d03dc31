// Centres and vertices of cells, in degrees, with what is no place left out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "builder/interpret/anatomy.hpp"
#include "builder/interpret/space/reference_system.hpp"
#include "builder/model/footprint.hpp"

namespace cairn {

struct CellPlaces {
    std::vector<Position> centres;   ///< NaN where a cell has no place
    std::vector<Position> vertices;  ///< `vertex_count` for each cell; empty: there are none
    std::size_t vertex_count = 0;
    std::size_t places = 0;     ///< cells that have one
    bool are_all_zero = false;  ///< each place is 0 0: a buoy there, or coordinates that were never computed
    bool is_void = false;       ///< all values are missing
    std::size_t skipped = 0;    ///< cells with values that are no latitude and longitude, beside missing ones
    std::string bounds_name;
    std::string bounds_unusable_because;
    std::string why_not;  ///< why there are no centres

    void drop(std::size_t cell);  ///< the place of a cell
    bool has_place(std::size_t cell) const { return centres[cell].lat_deg == centres[cell].lat_deg; }
};

/// A projection in which coordinates are written, with what takes them to its units.
struct PlaneSystem {
    std::shared_ptr<const ReferenceSystem> system;
    double x_factor = 1;
    double y_factor = 1;
};

/// The cells of two coordinates on the same dimensions; one that has only the first of them is repeated along the
/// others. Bounds with further dimensions in front (time, by which some tools repeat them) count with their first
/// record. `plane`: of y and x in place of latitude and longitude; else nullptr.
CellPlaces cell_places(const Anatomy& anatomy, VariableId latitude, VariableId longitude,
                       const PlaneSystem* plane = nullptr);

}  // namespace cairn
