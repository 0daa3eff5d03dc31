#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// The first position of a geometry, for a message.
std::string first_position(const json::Value& geometry) {
    const json::Value* value = json::find(geometry, "coordinates");
    while (value != nullptr && value->IsArray() && !value->Empty() && (*value)[0].IsArray()) value = &(*value)[0];
    return value == nullptr ? std::string("a geometry") : excerpt(*value);
}

void check(const ObjectView& view, Findings& out) {
    const Place& place = view.object.place;
    if (place.geometry == GeometryFault::swapped) {
        return out.add(k_geometry_swapped, view.record(), view.object.pointer("/geometry") + place.fault_at,
                       "found " + first_position(*view.object.geometry) +
                           ": latitude and longitude are exchanged, expected the longitude first");
    }
    for_each_wrong_box(view.object, [&](BoxFault fault, const json::Value& box, const std::string& pointer) {
        if (fault != BoxFault::swapped) return;
        const bool beside = view.object.is_feature() && !place.bounds.empty();
        out.add(k_geometry_swapped, view.record(), pointer,
                "found " + text_of_box(box) +
                    (beside ? ", but the geometry lies in " + text_of(place.bounds) : std::string()) +
                    ": latitude and longitude are exchanged in one of them, expected the longitude first");
    });
}

}  // namespace

const Rule k_geometry_swapped{"geometry/swapped",
                              Severity::error,
                              "Longitudes stand before latitudes",
                              "Data whose coordinates are exchanged lie in another part of the world.",
                              "RFC 7946, section 3.1.1",
                              ObjectCheck(check)};

}  // namespace cairn::validate::rules
