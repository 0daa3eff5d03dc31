#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const ObjectView& view, Findings& out) {
    if (!view.object.place.crosses_uncut) return;
    out.add(k_geometry_antimeridian, view.record(), view.object.pointer("/geometry"),
            "the bbox " + text_of_box(*view.object.bbox) +
                " crosses the antimeridian, but the geometry is not split there: maps draw it round the globe");
}

}  // namespace

const Rule k_geometry_antimeridian{"geometry/antimeridian",
                                   Severity::warning,
                                   "A geometry over the antimeridian is split there",
                                   "Programs that know only the plane draw it the other way round the globe.",
                                   "RFC 7946, section 3.1.9",
                                   ObjectCheck(check)};

}  // namespace cairn::validate::rules
