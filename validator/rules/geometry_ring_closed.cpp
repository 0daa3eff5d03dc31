#include "validator/describe.hpp"
#include "validator/rules/rings.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

std::string fault_of(const json::Value& ring, PartKind /*kind*/) {
    const json::Value& last = ring[ring.Size() - 1];
    double begin[2], end[2];
    if (!read_position(ring[0], begin[0], begin[1]) || !read_position(last, end[0], end[1])) return {};
    if (begin[0] != end[0] || begin[1] != end[1])
        return "found a ring that begins at " + excerpt(ring[0]) + " and ends at " + excerpt(last) +
               ", expected the first position again";
    return ring.Size() >= 4 ? std::string()
                            : "found a ring of " + std::to_string(ring.Size()) + " positions, expected at least four";
}

void check(const ObjectView& view, Findings& out) {
    if (view.object.place.geometry != GeometryFault::unusable)
        report_rings(k_geometry_ring_closed, view, fault_of, out);
}

}  // namespace

const Rule k_geometry_ring_closed{"geometry/ring-closed",        Severity::error,
                                  "A ring ends where it begins", "Databases refuse a polygon that is open.",
                                  "RFC 7946, section 3.1.6",     ObjectCheck(check)};

}  // namespace cairn::validate::rules
