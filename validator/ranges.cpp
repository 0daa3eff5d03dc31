#include "validator/ranges.hpp"

#include <algorithm>

namespace cairn::validate {

namespace {

constexpr double k_tolerance_deg = 1e-6;

std::optional<Microseconds> instant_member(const json::Value& object, std::string_view name) {
    const json::Value* value = json::find(object, name);
    return value != nullptr && value->IsString() ? parse_instant(json::view(*value)) : std::nullopt;
}

bool latitudes_cover(const Box& outer, const Box& inner) {
    return outer.south <= inner.south + k_tolerance_deg && outer.north >= inner.north - k_tolerance_deg;
}

bool whole_circle(const Box& box) { return !box.crosses() && box.east - box.west >= 360 - k_tolerance_deg; }

}  // namespace

bool covers(const TimeSpan& outer, const TimeSpan& inner) {
    return outer.begin <= inner.begin && outer.end >= inner.end;
}

TimeSpan united(const TimeSpan& a, const TimeSpan& b) { return {std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

std::optional<TimeSpan> time_of_properties(const json::Value& properties) {
    const auto begin = instant_member(properties, "start_datetime");
    const auto end = instant_member(properties, "end_datetime");
    if (begin && end) return TimeSpan{*begin, *end};
    if (const auto instant = instant_member(properties, "datetime")) return TimeSpan{*instant, *instant};
    return std::nullopt;
}

std::optional<TimeSpan> time_of_interval(const json::Value& interval) {
    if (!interval.IsArray() || interval.Size() != 2) return std::nullopt;
    TimeSpan span;
    for (const rapidjson::SizeType i : {0U, 1U}) {
        if (interval[i].IsNull()) continue;
        const auto instant = interval[i].IsString() ? parse_instant(json::view(interval[i])) : std::nullopt;
        if (!instant) return std::nullopt;
        (i == 0 ? span.begin : span.end) = *instant;
    }
    return span;
}

std::optional<Box> box_of(const json::Value& bbox) {
    if (!bbox.IsArray() || (bbox.Size() != 4 && bbox.Size() != 6)) return std::nullopt;
    for (const json::Value& number : bbox.GetArray()) {
        if (!number.IsNumber()) return std::nullopt;
    }
    const rapidjson::SizeType half = bbox.Size() / 2;
    return Box{bbox[0].GetDouble(), bbox[1].GetDouble(), bbox[half].GetDouble(), bbox[half + 1].GetDouble()};
}

bool covers(const Box& outer, const Box& inner) {
    if (!latitudes_cover(outer, inner)) return false;
    if (whole_circle(outer)) return true;
    const bool west = outer.west <= inner.west + k_tolerance_deg;
    const bool east = outer.east >= inner.east - k_tolerance_deg;
    if (outer.crosses() && !inner.crosses()) return west || east;
    return outer.crosses() == inner.crosses() && west && east;
}

void Boxes::add(const Box& box) {
    std::optional<Box>& sum = box.crosses() ? crossing : plain;
    sum = !sum ? box
               : Box{std::min(sum->west, box.west), std::min(sum->south, box.south), std::max(sum->east, box.east),
                     std::max(sum->north, box.north)};
}

void Boxes::add(const Boxes& other) {
    if (other.plain) add(*other.plain);
    if (other.crossing) add(*other.crossing);
}

bool may_cover(const Box& outer, const Boxes& inner) {
    // A union of plain boxes on both sides of the antimeridian says nothing about a box that crosses it.
    const bool plain =
        !inner.plain || (outer.crosses() ? latitudes_cover(outer, *inner.plain) : covers(outer, *inner.plain));
    // Crossing boxes that together go around the globe have no single west and east any more.
    const bool crossing = !inner.crossing || (inner.crossing->crosses() ? covers(outer, *inner.crossing)
                                                                        : latitudes_cover(outer, *inner.crossing));
    return plain && crossing;
}

}  // namespace cairn::validate
