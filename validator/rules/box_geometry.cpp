#include <string>
#include <string_view>

#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Whether a geometry has its form, and no position in it.
class Empty : public GeometryVisitor {
  public:
    bool has_parts = false;

  protected:
    bool part(const json::Value& positions, PartKind kind) override {
        has_parts = has_parts || kind == PartKind::point || !positions.Empty();
        return true;
    }
};

void check_empty(const ObjectView& view, Findings& out) {
    const StacObject& object = view.object;
    if (!object.is_feature() || object.place.box == BoxFault::unusable || object.geometry == nullptr) return;
    if (object.place.geometry != GeometryFault::unusable || !object.geometry->IsObject()) return;
    Empty empty;
    if (!empty.visit(*object.geometry) || empty.has_parts) return;
    out.add(k_box_geometry, view.record(), object.pointer("/bbox"),
            "found " + text_of_box(*object.bbox) +
                ", but the geometry has no positions: expected null in its place, and no box");
}

void check(const ObjectView& view, Findings& out) {
    check_empty(view, out);
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
