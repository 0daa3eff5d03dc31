// Binds our positions and rings to Boost.Geometry, so that nothing is copied into its types. Only for the sources that
// call it: its headers are slow to compile.
#pragma once

#include <boost/geometry/core/closure.hpp>
#include <boost/geometry/core/point_order.hpp>
#include <boost/geometry/geometries/register/point.hpp>

#include "builder/interpret/space/polygon_cut.hpp"

BOOST_GEOMETRY_REGISTER_POINT_2D(cairn::Position, double, boost::geometry::cs::cartesian, lon_deg, lat_deg)

namespace boost::geometry::traits {

template <>
struct tag<cairn::PlaneRing> {
    using type = ring_tag;
};

template <>
struct point_order<cairn::PlaneRing> {
    static constexpr order_selector value = counterclockwise;
};

template <>
struct closure<cairn::PlaneRing> {
    static constexpr closure_selector value = open;
};

}  // namespace boost::geometry::traits
