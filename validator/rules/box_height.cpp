#include <algorithm>
#include <cmath>
#include <limits>

#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// The least and the largest third number of positions.
class Heights : public GeometryVisitor {
  public:
    double least = std::numeric_limits<double>::infinity();
    double largest = -std::numeric_limits<double>::infinity();
    const json::Value* least_as_written = nullptr;
    const json::Value* largest_as_written = nullptr;

  protected:
    bool part(const json::Value& positions, PartKind kind) override {
        if (kind == PartKind::point) return add(positions);
        return std::all_of(positions.Begin(), positions.End(),
                           [this](const json::Value& position) { return add(position); });
    }

  private:
    bool add(const json::Value& position) {
        if (!position.IsArray() || position.Size() < 3 || !position[2].IsNumber()) return true;
        const double height = position[2].GetDouble();
        if (height < least) {
            least = height;
            least_as_written = &position[2];
        }
        if (height > largest) {
            largest = height;
            largest_as_written = &position[2];
        }
        return true;
    }
};

void check(const ObjectView& view, Findings& out) {
    const Place& place = view.object.place;
    const BoxNumbers& box = place.numbers;
    const bool is_usable = place.box != BoxFault::unusable && place.box != BoxFault::sentinel &&
                           place.box != BoxFault::bottom_up && place.geometry != GeometryFault::unusable;
    if (!is_usable || !box.has_heights) return;
    Heights heights;
    heights.visit(*view.object.geometry);
    if (heights.largest_as_written == nullptr) return;  // its positions have none
    const double tolerance = std::max(0.001, 0.01 * (heights.largest - heights.least));
    if (box.bottom <= heights.least + tolerance && box.top >= heights.largest - tolerance) return;
    // Many programs draw the footprint of what flies or dives on the ground.
    const bool is_footprint = heights.least == 0 && heights.largest == 0;
    out.add(k_box_height, is_footprint ? Severity::warning : Severity::error, view.record(),
            view.object.pointer("/bbox"),
            "found " + text_of_box(*view.object.bbox) + ", but the positions of the geometry have heights from " +
                excerpt(*heights.least_as_written) + " to " + excerpt(*heights.largest_as_written) +
                ", expected a box that holds them");
}

}  // namespace

const Rule k_box_height{"box/height",
                        Severity::error,
                        "A box with heights holds those of its geometry",
                        "Clients search by the one and draw the other.",
                        "STAC 1.1.0, item-spec, bbox; RFC 7946, section 5",
                        ObjectCheck(check)};

}  // namespace cairn::validate::rules
