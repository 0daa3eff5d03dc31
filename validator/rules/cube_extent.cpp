#include "base/json/pointer.hpp"
#include "validator/cubes.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Whether the first is above the second: numbers, or instants.
bool is_reversed(const json::Value& first, const json::Value& second) {
    if (first.IsNumber() && second.IsNumber()) return first.GetDouble() > second.GetDouble();
    if (!first.IsString() || !second.IsString()) return false;
    const auto begin = parse_instant(json::view(first)), end = parse_instant(json::view(second));
    return begin && end && *begin > *end;
}

/// The first value that lies outside of the extent, or nullptr.
const json::Value* outside(const json::Value& values, const json::Value& extent) {
    for (const json::Value& value : values.GetArray())
        if (is_reversed(extent[0], value) || is_reversed(value, extent[1])) return &value;
    return nullptr;
}

bool is_of_another_time(const ObjectView& view, const json::Value& dimension, const json::Value& extent) {
    if (!view.object.is_feature() || json::member_text(dimension, "type") != "temporal") return false;
    if (!extent[0].IsString() || !extent[1].IsString()) return false;
    const auto begin = parse_instant(json::view(extent[0])), end = parse_instant(json::view(extent[1]));
    return begin && end && lies_apart(view.object.times, *begin, *end);
}

void check_dimension(const ObjectView& view, const json::Value& dimension, const std::string& pointer, Findings& out) {
    const json::Value* extent = json::find(dimension, "extent");
    if (extent == nullptr || !extent->IsArray() || extent->Size() != 2) return;
    if (is_reversed((*extent)[0], (*extent)[1]))
        return out.add(k_cube_extent, view.record(), pointer + "/extent",
                       "found " + excerpt(*extent) + ", expected the lower end first");
    if (is_of_another_time(view, dimension, *extent))
        return out.add(k_cube_extent, Severity::warning, view.record(), pointer + "/extent",
                       "found " + excerpt(*extent) + ", which lies outside of the interval of the Item");
    const json::Value* values = json::find(dimension, "values");
    const json::Value* stray = values != nullptr && values->IsArray() ? outside(*values, *extent) : nullptr;
    if (stray != nullptr)
        out.add(k_cube_extent, view.record(), pointer + "/values",
                "the value " + excerpt(*stray) + " lies outside of the extent " + excerpt(*extent));
}

void check(const ObjectView& view, Findings& out) {
    for_each_cube(view.object, [&](const json::Value& holder, const json::Value*, const CubePlace& place) {
        const json::Value* dimensions = json::find(holder, "cube:dimensions");
        if (dimensions == nullptr || !dimensions->IsObject()) return;
        for (const auto& dimension : dimensions->GetObject())
            check_dimension(view, dimension.value,
                            json::child(place() + "/cube:dimensions", json::view(dimension.name)), out);
    });
}

}  // namespace

const Rule k_cube_extent{"cube/extent",
                         Severity::error,
                         "The extent of a dimension is ordered and holds its values",
                         "Clients cut out of a cube by the extents of its dimensions.",
                         "datacube extension, Dimension Object, extent",
                         ObjectCheck(check)};

}  // namespace cairn::validate::rules
