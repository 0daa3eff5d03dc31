#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const ObjectView& view, Findings& out) {
    for_each_wrong_box(view.object, [&](BoxFault fault, const json::Value& box, const std::string& pointer) {
        if (fault == BoxFault::upside_down) {
            out.add(k_box_order, view.record(), pointer,
                    "found " + text_of_box(box) + ", whose south is above its north, expected " +
                        (box.Size() == 4 ? "[west, south, east, north]" : "[west, south, low, east, north, high]"));
        } else if (fault == BoxFault::bottom_up) {
            out.add(k_box_order, view.record(), pointer,
                    "found " + text_of_box(box) +
                        ", whose lowest height is above its highest, expected [west, south, low, east, north, high]");
        }
    });
}

}  // namespace

const Rule k_box_order{"box/order",
                       Severity::error,
                       "A box begins with its least latitude and height",
                       "Databases refuse such a box, or find nothing in it.",
                       "RFC 7946, section 5",
                       ObjectCheck(check)};

}  // namespace cairn::validate::rules
