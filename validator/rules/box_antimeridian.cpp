#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const ObjectView& view, Findings& out) {
    for_each_wrong_box(view.object, [&](BoxFault fault, const json::Value& box, const std::string& pointer) {
        if (fault == BoxFault::east_first) {
            out.add(k_box_antimeridian, view.record(), pointer,
                    "found " + text_of_box(box) + ", a box over the antimeridian, but the geometry lies in " +
                        text_of(view.object.place.bounds) + " and does not cross it: west and east are exchanged");
        } else if (fault == BoxFault::round_globe) {
            out.add(k_box_antimeridian, view.record(), pointer,
                    "found " + text_of_box(box) +
                        ", all longitudes, but the geometry is split at the antimeridian and leaves most of the globe "
                        "free: expected a west above the east");
        }
    });
}

}  // namespace

const Rule k_box_antimeridian{"box/antimeridian",
                              Severity::error,
                              "A box has its west above its east where it crosses the antimeridian, and only there",
                              "A box the wrong way round has the rest of the globe in the place of the data.",
                              "RFC 7946, section 5.2",
                              ObjectCheck(check)};

}  // namespace cairn::validate::rules
