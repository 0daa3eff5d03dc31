#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const ObjectView& view, Findings& out) {
    for_each_wrong_box(view.object, [&](BoxFault fault, const json::Value& box, const std::string& pointer) {
        if (fault == BoxFault::sentinel) {
            out.add(
                k_box_range, view.record(), pointer,
                "found " + text_of_box(box) + ", which has a number that stands for a missing value, expected degrees");
        } else if (fault == BoxFault::out_of_range) {
            out.add(
                k_box_range, view.record(), pointer,
                "found " + text_of_box(box) + ", expected longitudes from -180 to 180 and latitudes from -90 to 90");
        } else if (fault == BoxFault::far_longitude) {
            out.add(
                k_box_range, Severity::warning, view.record(), pointer,
                "found " + text_of_box(box) +
                    ", expected longitudes from -180 to 180: a box over the antimeridian has its west above its east");
        }
    });
}

}  // namespace

const Rule k_box_range{"box/range",
                       Severity::error,
                       "A box lies on the globe",
                       "A search by place finds nothing, or everything, of a box whose numbers are no degrees.",
                       "RFC 7946, sections 4 and 5",
                       ObjectCheck(check)};

}  // namespace cairn::validate::rules
