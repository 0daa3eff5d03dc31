// Places in an order in which neighbours are near each other.
#pragma once

#include <cstdint>

namespace cairn::tables {

/// How far along the Hilbert curve of 2^16 by 2^16 cells a place lies that the axes cut from the south-west:
/// longitudes -180 to 180, latitudes -90 to 90.
std::uint32_t hilbert(double lon_deg, double lat_deg);

}  // namespace cairn::tables
