#include <map>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

struct Place {
    const Record* page;
    std::size_t index;
    bool has_item = false;
};

using Places = std::map<std::string_view, Place>;  // by the id of the Item

Places places_of(const Chain& chain) {
    Places places;
    for (const Record* page : chain.pages) {
        for (std::size_t i = 0; i < page->members.size(); ++i) places.emplace(page->members[i].id, Place{page, i});
    }
    return places;
}

void compare(const Record& item, Places& places, const Record& collection, Findings& out) {
    const auto found = places.find(item.id);
    if (found == places.end()) {
        return out.add(k_page_items, item, "/id",
                       "the Item " + quoted(item.id) + " is in none of the pages of Items of " + collection.path);
    }
    Place& place = found->second;
    place.has_item = true;
    if (place.page->members[place.index].digest == item.digest) return;
    out.add(k_page_items, *place.page, json::child("/features", place.index),
            "the Item " + quoted(item.id) + " differs from its own document " + item.path);
}

/// Only where a Collection has both pages and documents of Items: an API has pages alone.
void check(const Tree& tree, Findings& out) {
    std::map<const Record*, std::vector<const Record*>> items;  // by Collection
    for (const Record& record : tree.records()) {
        if (record.kind == Kind::item) items[tree.follow_rel(record, "collection")].push_back(&record);
    }
    for (const Record& collection : tree.records()) {
        const Record* first = collection.kind == Kind::collection ? tree.follow_rel(collection, "items") : nullptr;
        const auto own = items.find(&collection);
        if (first == nullptr || own == items.end()) continue;
        const Chain chain = chain_from(tree, *first);
        if (!chain.complete) continue;
        Places places = places_of(chain);
        for (const Record* item : own->second) compare(*item, places, collection, out);
        for (const auto& [id, place] : places) {
            if (place.has_item) continue;
            out.add(k_page_items, *place.page, json::child("/features", place.index),
                    "the Item " + quoted(id) + " has no document of its own in the tree");
        }
    }
}

}  // namespace

const Rule k_page_items{"page/items",
                        Severity::error,
                        "A page of Items and the documents of the Items say the same",
                        "Clients read either, and must not find two truths.",
                        "validator/schemas/cairn/items-page.json",
                        TreeCheck(check)};

}  // namespace cairn::validate::rules
