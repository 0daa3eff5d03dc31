#include "validator/describe.hpp"
#include "validator/rules/rings.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Twice the area within the ring, positive when it turns counterclockwise.
double signed_area(const json::Value& ring) {
    double sum = 0, x0 = 0, y0 = 0, x = 0, y = 0;
    if (!read_position(ring[0], x0, y0)) return 0;
    double before_x = 0, before_y = 0;  // against the first position, so that small rings far away keep their digits
    for (const json::Value& position : ring.GetArray()) {
        if (!read_position(position, x, y)) return 0;
        sum += before_x * (y - y0) - (x - x0) * before_y;
        before_x = x - x0;
        before_y = y - y0;
    }
    return sum;
}

std::string fault_of(const json::Value& ring, PartKind kind) {
    const double area = signed_area(ring);
    if (area == 0 || (area > 0) == (kind == PartKind::shell)) return {};
    return kind == PartKind::shell ? "found a ring that turns clockwise, expected counterclockwise"
                                   : "found a hole that turns counterclockwise, expected clockwise";
}

void check(const ObjectView& view, Findings& out) {
    const Place& place = view.object.place;
    // Exchanged coordinates turn every ring round, and a ring over the antimeridian has its area on the other side.
    if (place.geometry == GeometryFault::unusable || place.geometry == GeometryFault::swapped ||
        place.box == BoxFault::swapped || place.crosses_uncut)
        return;
    report_rings(k_geometry_ring_winding, view, fault_of, out);
}

}  // namespace

const Rule k_geometry_ring_winding{
    "geometry/ring-winding",
    Severity::warning,
    "Outer rings turn counterclockwise, holes clockwise",
    "Programs that work on the sphere take the other side of the ring: the rest of the globe.",
    "RFC 7946, section 3.1.6",
    ObjectCheck(check)};

}  // namespace cairn::validate::rules
