#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// All that the Items of a Collection say.
struct Union {
    std::optional<TimeSpan> time;
    Boxes boxes;
    bool knows_all_times = true;
    bool knows_all_boxes = true;
    bool has_items = false;
};

void add(const Record& record, bool usable, Union& all) {
    all.has_items = true;
    all.knows_all_times = all.knows_all_times && record.time && usable;
    all.knows_all_boxes = all.knows_all_boxes && (record.boxes.plain || record.boxes.crossing) && usable;
    if (record.time) all.time = all.time ? united(*all.time, *record.time) : *record.time;
    all.boxes.add(record.boxes);
}

constexpr double k_year = 366.0 * 86'400e6;

/// How far an end may lie beyond what is there: an archive grows, and extents are rounded to years and degrees.
bool is_far(double excess, double size, double least) { return excess > std::max(least, 2 * size); }

bool reaches_far(const TimeSpan& extent, const TimeSpan& items) {
    const auto at = [](Microseconds instant) { return static_cast<double>(instant); };
    const double size = at(items.end) - at(items.begin);
    const bool open_begin = extent.begin == std::numeric_limits<Microseconds>::min();
    const bool open_end = extent.end == std::numeric_limits<Microseconds>::max();
    return (!open_begin && is_far(at(items.begin) - at(extent.begin), size, 10 * k_year)) ||
           (!open_end && is_far(at(extent.end) - at(items.end), size, 10 * k_year));
}

bool reaches_far(const Box& extent, const Box& items) {
    const double width = items.east - items.west, height = items.north - items.south;
    const bool east_west = std::max(items.west - extent.west, extent.east - items.east) > std::max(30.0, 2 * width);
    const bool north_south =
        std::max(items.south - extent.south, extent.north - items.north) > std::max(30.0, 2 * height);
    return east_west || north_south;
}

void check(const TreeView& view, Findings& out) {
    std::map<const Record*, Union> unions;
    for (const Record& record : view.tree.records()) {
        if (record.kind != Kind::item && record.kind != Kind::items_page) continue;
        const Record* collection = view.tree.own_collection(record);
        if (collection == nullptr || collection->kind != Kind::collection) continue;
        const bool usable = !record.is_uncertain && view.disputed.count(&record) == 0;
        add(record, usable, unions[collection]);
    }
    for (const auto& [collection, all] : unions) {
        // The extent of a Collection covers the data that it has itself, whose place no Item says.
        if (collection->contents().holds_data || collection->is_uncertain || view.disputed.count(collection) > 0) continue;
        if (all.time && all.knows_all_times && collection->time && covers(*collection->time, *all.time) &&
            reaches_far(*collection->time, *all.time))
            out.add(k_extent_too_large, *collection, "/extent/temporal/interval/0",
                    "the temporal extent reaches far beyond the times of all its Items");
        const bool plain = all.boxes.plain && !all.boxes.crossing && collection->boxes.plain;
        if (plain && all.knows_all_boxes && covers(*collection->boxes.plain, *all.boxes.plain) &&
            reaches_far(*collection->boxes.plain, *all.boxes.plain))
            out.add(k_extent_too_large, *collection, "/extent/spatial/bbox/0",
                    "the spatial extent reaches far beyond the boxes of all its Items");
    }
}

}  // namespace

const Rule k_extent_too_large{"extent/too-large",
                              Severity::warning,
                              "The extent of a Collection is not far larger than what it holds",
                              "A search finds a Collection again and again that has nothing there.",
                              "STAC 1.1.0, collection-spec, Extent object",
                              TreeCheck(check)};

}  // namespace cairn::validate::rules
