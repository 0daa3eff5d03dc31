// The reference system of a grid, and the grid's place in it, in the terms of the STAC projection extension.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

struct Projection {
    std::string code;                      ///< "EPSG:32632"; empty when the system is in no registry
    std::string wkt2;                      ///< empty when not known
    std::string projjson;                  ///< JSON text; empty when not known
    std::array<std::uint64_t, 2> shape{};  ///< rows (y), columns (x)
    std::vector<double> transform;  ///< pixel (column, row; corner of the first) to projected coordinates, row-major, 6
                                    ///< numbers; empty when the axes are not regular
    std::optional<std::array<double, 4>>
        bbox;  ///< of the cells' outer edges, in units of the system: least x, least y, greatest x, greatest y
    bool in_metres = false;  ///< unit of the axes of the system
    bool operator==(const Projection&) const = default;
};

}  // namespace cairn
