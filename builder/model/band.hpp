// One band of an asset, in the terms of STAC's common metadata and its extensions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace cairn {

struct Band {
    std::string name;  ///< path of the array relative to the asset's href; along a dimension: "reflectance[band=blue]"
    std::string description;
    std::string unit;
    std::string standard_name;  ///< CF
    std::string data_type;      ///< STAC's name; empty for types STAC has no name for
    std::optional<double> nodata;
    std::optional<double> scale;
    std::optional<double> offset;
    std::string common_name;  ///< of the eo extension: "red"; empty: not stated
    std::optional<double> center_wavelength_um;
    std::optional<double> full_width_half_max_um;
    std::optional<double> gsd_m;                        ///< where it differs from the asset's
    std::optional<std::array<std::uint64_t, 2>> shape;  ///< rows, columns; where it differs from the asset's
};

}  // namespace cairn
