#include "base/json/pointer.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// The first of several is the overall one.
void check_boxes(const ObjectView& view, Findings& out) {
    const json::Value* boxes = json::resolve(*view.object.extent, "/spatial/bbox");
    if (boxes == nullptr || !boxes->IsArray() || boxes->Size() < 2) return;
    const auto overall = box_of((*boxes)[0]);
    if (!overall || fault_of_box((*boxes)[0]) != BoxFault::none) return;
    for (rapidjson::SizeType i = 1; i < boxes->Size(); ++i) {
        const auto part = box_of((*boxes)[i]);
        if (!part || fault_of_box((*boxes)[i]) != BoxFault::none || covers(*overall, *part)) continue;
        return out.add(k_extent_overall, view.record(),
                       json::child(view.object.pointer("/extent/spatial/bbox"), std::size_t{i}),
                       "found " + text_of_box((*boxes)[i]) + ", which the first box " + text_of_box((*boxes)[0]) +
                           " does not contain: the first one is the overall extent");
    }
}

void check_intervals(const ObjectView& view, Findings& out) {
    const json::Value* intervals = json::resolve(*view.object.extent, "/temporal/interval");
    if (intervals == nullptr || !intervals->IsArray() || intervals->Size() < 2) return;
    const auto overall = time_of_interval((*intervals)[0]);
    for (rapidjson::SizeType i = 1; overall && i < intervals->Size(); ++i) {
        const auto part = time_of_interval((*intervals)[i]);
        if (!part || part->begin > part->end || overall->begin > overall->end || covers(*overall, *part)) continue;
        return out.add(k_extent_overall, view.record(),
                       json::child(view.object.pointer("/extent/temporal/interval"), std::size_t{i}),
                       "the first interval does not contain this one: it is the overall extent");
    }
}

void check(const ObjectView& view, Findings& out) {
    if (view.object.kind != ObjectKind::collection || view.object.extent == nullptr) return;
    check_boxes(view, out);
    check_intervals(view, out);
}

}  // namespace

const Rule k_extent_overall{"extent/overall",
                            Severity::error,
                            "The first extent contains the others",
                            "Clients that read one box and one interval take the first.",
                            "STAC 1.1.0, collection-spec, Spatial and Temporal Extent Object",
                            ObjectCheck(check)};

}  // namespace cairn::validate::rules
