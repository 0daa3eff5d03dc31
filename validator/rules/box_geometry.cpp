#include <string>
#include <string_view>

#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const ObjectView& view, Findings& out) {
    for_each_wrong_box(view.object, [&](BoxFault fault, const json::Value& box, const std::string& pointer) {
        if (fault != BoxFault::does_not_cover && fault != BoxFault::too_large && fault != BoxFault::loose) return;
        const std::string_view how = fault == BoxFault::does_not_cover ? "a part of it is outside of the box"
                                     : fault == BoxFault::too_large    ? "the box reaches far beyond it"
                                                                       : "the box is larger";
        out.add(k_box_geometry, fault == BoxFault::loose ? Severity::warning : Severity::error, view.record(), pointer,
                "found " + text_of_box(box) + ", but the geometry lies in " + text_of(view.object.place.bounds) + ": " +
                    std::string(how));
    });
}

}  // namespace

const Rule k_box_geometry{"box/geometry",
                          Severity::error,
                          "A box and its geometry say the same",
                          "Clients search by the one and draw the other.",
                          "STAC 1.1.0, item-spec, bbox; RFC 7946, section 5",
                          ObjectCheck(check)};

}  // namespace cairn::validate::rules
