#include "validator/rules/areas.hpp"
#include "validator/rules/overlay.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const ObjectView& view, Findings& out) {
    for_each_polygon_with_holes(view, [&](const std::vector<Area>& rings, const std::string& pointer) {
        Overlay overlay({rings.begin() + 1, rings.end()});
        const auto pair = overlay.overlap();
        if (pair) {
            out.add(k_geometry_hole_overlap, view.record(), pointer + "/" + std::to_string(pair->second + 1),
                    "found a hole that overlaps hole " + std::to_string(pair->first + 1) +
                        " of its polygon, expected holes that only touch");
        } else if (overlay.gave_up()) {
            out.add(k_geometry_hole_overlap, Severity::warning, view.record(), pointer,
                    "found holes that are too entangled to be compared with each other");
        }
        return !pair && !overlay.gave_up();
    });
}

}  // namespace

const Rule k_geometry_hole_overlap{"geometry/hole-overlap",
                                   Severity::error,
                                   "The holes of a polygon do not overlap",
                                   "Databases refuse such a polygon, or fill what two of its holes have in common.",
                                   "OGC 06-103r4, section 6.1.11.1, which RFC 7946 names",
                                   ObjectCheck(check)};

}  // namespace cairn::validate::rules
