#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const ObjectView& view, Findings& out) {
    const Place& place = view.object.place;
    if (place.geometry != GeometryFault::out_of_range && place.geometry != GeometryFault::far_longitude) return;
    const bool far = place.geometry == GeometryFault::far_longitude;
    const json::Value* position = json::resolve(*view.object.geometry, place.fault_at);
    out.add(k_geometry_range, far ? Severity::warning : Severity::error, view.record(),
            view.object.pointer("/geometry") + place.fault_at,
            "found " + (position == nullptr ? std::string("a position") : excerpt(*position)) +
                ", expected longitudes from -180 to 180 and latitudes from -90 to 90" +
                (far ? ": a geometry over the antimeridian is split there" : ""));
}

}  // namespace

const Rule k_geometry_range{"geometry/range",
                            Severity::error,
                            "A geometry lies on the globe",
                            "Databases refuse positions beyond the globe, and maps lose them.",
                            "RFC 7946, sections 3.1.1 and 4",
                            ObjectCheck(check)};

}  // namespace cairn::validate::rules
