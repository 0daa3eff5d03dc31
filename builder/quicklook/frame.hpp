// The part of the Earth, or of a plane, that a picture shows, and its size in pixels.
#pragma once

#include <cstdint>
#include <optional>

#include "builder/model/footprint.hpp"
#include "builder/quicklook/places.hpp"

namespace cairn::quicklook {

struct Frame {
    double west = -180;
    double east = 180;  ///< greater than west: of a map across the antimeridian more than 180
    double south = -90;
    double north = 90;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    bool is_round = false;  ///< the whole circle of longitudes

    /// Into the frame by whole turns; unchanged in a plane.
    double turned(double x, bool is_earth) const;
    double column_of(double x) const { return (x - west) / (east - west) * width; }
    double row_of(double y) const { return (north - y) / (north - south) * height; }
};

/// The whole Earth for what is wider than half of it, else what the cells cover and a little more. `box`: of the Item,
/// which knows on which side of the antimeridian they lie. nullopt: no cell has a place, or all have one. `width`: of
/// the longer side.
std::optional<Frame> frame_of(const Places& places, const std::optional<Box>& box, std::uint32_t width);

}  // namespace cairn::quicklook
