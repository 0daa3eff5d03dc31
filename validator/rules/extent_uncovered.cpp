#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// What a Collection holds that lies outside of its extent, in time or in space.
struct Outside {
    std::vector<const Record*> members;
    std::size_t all = 0;  ///< members that say where they are
};

struct Holdings {
    Outside time, space;
};

/// What lies in a Collection and says what a part of its extent is: Items, pages of Items that have no documents, child
/// Collections.
std::map<const Record*, Holdings> holdings(const TreeView& view) {
    std::set<const Record*> with_items;
    for (const Record& record : view.tree.records())
        if (record.kind == Kind::item && view.tree.own_collection(record) != nullptr)
            with_items.insert(view.tree.own_collection(record));
    std::map<const Record*, Holdings> all;
    for (const Record& record : view.tree.records()) {
        const Record* collection = nullptr;
        if (record.kind == Kind::item || record.kind == Kind::items_page) collection = view.tree.own_collection(record);
        if (record.kind == Kind::items_page && with_items.count(collection) > 0) continue;
        if (record.kind == Kind::collection && view.tree.parent_of(record) != nullptr)
            collection = view.tree.parent_of(record);
        if (collection == nullptr || collection->kind != Kind::collection || collection == &record) continue;
        if (collection->is_uncertain || (record.kind != Kind::items_page && record.is_uncertain) ||
            view.disputed.count(&record) > 0 || view.disputed.count(collection) > 0)
            continue;
        Holdings& holding = all[collection];
        if (record.time && collection->time) {
            ++holding.time.all;
            if (!covers(*collection->time, *record.time)) holding.time.members.push_back(&record);
        }
        // A box that crosses the antimeridian stands alone: a Collection has one overall box.
        const std::optional<Box>& outer =
            collection->boxes.plain ? collection->boxes.plain : collection->boxes.crossing;
        if (outer && (record.boxes.plain || record.boxes.crossing)) {
            ++holding.space.all;
            if (!may_cover(*outer, record.boxes)) holding.space.members.push_back(&record);
        }
    }
    return all;
}

std::string what_of(const Record& record) {
    return record.kind == Kind::item         ? "this Item"
           : record.kind == Kind::collection ? "this Collection"
                                             : "the Items of this page";
}

/// Where most lie outside, the extent is wrong; where few do, they are.
void report(const Record& collection, const Outside& outside, bool time, Findings& out) {
    if (outside.members.empty()) return;
    const std::string extent = std::string("the ") + (time ? "temporal" : "spatial") + " extent";
    const std::string part = time ? "time" : "box";
    const bool few = outside.members.size() * 2 <= outside.all || outside.all == 1;
    if (!few) {
        return out.add(k_extent_uncovered, collection, time ? "/extent/temporal/interval/0" : "/extent/spatial/bbox/0",
                       extent + " does not contain the " + part + " of " + std::to_string(outside.members.size()) +
                           " of " + std::to_string(outside.all) + " documents, such as " +
                           outside.members.front()->path);
    }
    for (const Record* member : outside.members) {
        const char* const pointer = member->kind == Kind::item         ? (time ? "/properties" : "/bbox")
                                    : member->kind == Kind::collection ? "/extent"
                                                                       : "/features";
        out.add(k_extent_uncovered, member->kind == Kind::collection ? Severity::warning : Severity::error, *member,
                pointer,
                extent + " of " + collection.path + " does not contain the " + part + " of " + what_of(*member));
    }
}

void check(const TreeView& view, Findings& out) {
    for (const auto& [collection, holding] : holdings(view)) {
        report(*collection, holding.time, true, out);
        report(*collection, holding.space, false, out);
    }
}

}  // namespace

const Rule k_extent_uncovered{"extent/uncovered",
                              Severity::error,
                              "The extent of a Collection contains its Items",
                              "Clients pass over a Collection whose extent does not meet what they look for.",
                              "STAC 1.1.0, collection-spec, Extent object",
                              TreeCheck(check)};

}  // namespace cairn::validate::rules
