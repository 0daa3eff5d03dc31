#include "validator/rules/areas.hpp"
#include "validator/rules/overlay.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const ObjectView& view, Findings& out) {
    for_each_multipolygon(view, [&](const std::vector<Area>& polygons, const std::string& pointer) {
        Overlay overlay(polygons);
        const auto pair = overlay.overlap();
        if (pair) {
            out.add(k_geometry_overlap, view.record(), pointer + "/" + std::to_string(pair->second),
                    "found a polygon that overlaps polygon " + std::to_string(pair->first) +
                        " of its MultiPolygon, expected polygons that only touch");
        } else if (overlay.gave_up()) {
            out.add(k_geometry_overlap, view.record(), pointer,
                    "found polygons that are too entangled to be compared with each other");
        }
        return !pair && !overlay.gave_up();
    });
}

}  // namespace

const Rule k_geometry_overlap{"geometry/overlap",
                              Severity::warning,
                              "The polygons of a MultiPolygon do not overlap",
                              "Databases refuse such a geometry, and areas are counted twice.",
                              "OGC 06-103r4, section 6.1.14, which RFC 7946 names",
                              ObjectCheck(check)};

}  // namespace cairn::validate::rules
