#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// The Collection that the Item or the page of Items belongs to.
const Record* collection_of(const Tree& tree, const Record& record) {
    if (record.kind != Kind::item && record.kind != Kind::items_page) return nullptr;
    const Record* collection = tree.follow_rel(record, "collection");
    return collection != nullptr && collection->kind == Kind::collection ? collection : nullptr;
}

std::string what_of(const Record& record) { return record.kind == Kind::item ? "this Item" : "the Items of this page"; }

void check(const Tree& tree, Findings& out) {
    for (const Record& record : tree.records()) {
        const Record* collection = collection_of(tree, record);
        if (collection == nullptr) continue;
        const bool item = record.kind == Kind::item;
        if (record.time && collection->time && !covers(*collection->time, *record.time)) {
            out.add(k_extent_uncovered, record, item ? "/properties" : "/features",
                    "the temporal extent of " + collection->path + " does not contain the time of " + what_of(record));
        }
        // A box that crosses the antimeridian stands alone: a Collection has one overall box.
        const std::optional<Box>& outer =
            collection->boxes.plain ? collection->boxes.plain : collection->boxes.crossing;
        if (outer && !may_cover(*outer, record.boxes)) {
            out.add(k_extent_uncovered, record, item ? "/bbox" : "/features",
                    "the spatial extent of " + collection->path + " does not contain the box of " + what_of(record));
        }
    }
}

}  // namespace

const Rule k_extent_uncovered{"extent/uncovered",
                              Severity::warning,
                              "The extent of a Collection contains its Items",
                              "Clients pass over a Collection whose extent does not meet what they look for.",
                              "STAC 1.1.0, collection-spec, Extent object",
                              TreeCheck(check)};

}  // namespace cairn::validate::rules
