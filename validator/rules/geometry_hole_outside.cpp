#include "validator/rules/areas.hpp"
#include "validator/rules/overlay.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const ObjectView& view, Findings& out) {
    for_each_polygon_with_holes(view, [&](const std::vector<Area>& rings, const std::string& pointer) {
        Overlay overlay(rings);
        const auto hole = overlay.reaches_out();
        if (hole) {
            out.add(k_geometry_hole_outside, view.record(), pointer + "/" + std::to_string(*hole),
                    "found a hole that reaches out of the outer ring of its polygon, expected one within it");
        } else if (overlay.gave_up()) {
            out.add(k_geometry_hole_outside, Severity::warning, view.record(), pointer,
                    "found holes that are too entangled to be compared with their outer ring");
        }
        return !hole && !overlay.gave_up();
    });
}

}  // namespace

const Rule k_geometry_hole_outside{"geometry/hole-outside",
                                   Severity::error,
                                   "The holes of a polygon lie within its outer ring",
                                   "Databases refuse such a polygon, or take the hole for a part of it.",
                                   "RFC 7946, section 3.1.6; OGC 06-103r4, section 6.1.11.1",
                                   ObjectCheck(check)};

}  // namespace cairn::validate::rules
