// Coordinate reference systems, by PROJ. The only file that includes PROJ is reference_system.cpp.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "builder/model/footprint.hpp"

namespace cairn {

/// One system, with its way to longitude and latitude (WGS 84). It belongs to the thread that made it: PROJ's contexts
/// do.
class ReferenceSystem {
  public:
    virtual ~ReferenceSystem() = default;

    virtual const std::string& code() const = 0;      ///< "EPSG:32632" where that is sure; else empty
    virtual const std::string& wkt2() const = 0;      ///< on one line; empty when PROJ cannot write it
    virtual const std::string& projjson() const = 0;  ///< on one line; empty when PROJ cannot write it
    /// Longitude and latitude, true or of a rotated pole, in degrees.
    virtual bool is_angular() const = 0;
    /// The plain system of longitude and latitude: its axes are no projection.
    virtual bool is_longitude_latitude() const = 0;
    /// Length of the unit of its axes; 1 for angular ones.
    virtual double unit_m() const = 0;

    /// Longitude and latitude of each pair of x (east) and y (north), in the system's units; NaN where nothing of the
    /// Earth is.
    virtual std::vector<Position> to_lon_lat(const std::vector<std::array<double, 2>>& places) const = 0;
    virtual std::optional<std::array<double, 2>> from_lon_lat(const Position& place) const = 0;
};

/// By "EPSG:<number>", WKT (1 or 2), PROJJSON, or one of our own PROJ strings. Kept for the next caller in this thread.
/// Null, and the reason, when PROJ does not know or believe it. Texts out of files that would make PROJ open other
/// files are refused. Never uses the network.
std::shared_ptr<const ReferenceSystem> reference_system(const std::string& definition, std::string& why_not);

}  // namespace cairn
