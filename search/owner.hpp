// What Collections and Items say about all that is below them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "search/query.hpp"
#include "search/variables.hpp"

namespace cairn::search {

/// The Item or Collection that assets belong to: what they inherit, and what excludes them.
struct Owner {
    std::string collection;
    std::string item;      ///< empty: a Collection
    json::Value document;  ///< the Item; null of a Collection, which has no properties to inherit
    std::optional<TimeSpan> time;
    std::vector<Box> boxes;  ///< a Collection can have several
    Variables variables;

    const json::Value* member(std::string_view name) const { return json::find(document, name); }
    const json::Value* properties() const { return member("properties"); }
};

/// Takes the Item over, without its assets.
Owner owner_of_item(json::Value item, const std::string& collection);
/// What is not part of the extents is not looked at.
Owner owner_of_collection(const json::Value& collection);

/// Whether what the owner states rules out that anything below it answers the query. Variables of
/// Collections do not count: they need not be complete.
bool excludes(const Owner& owner, const Query& query);

/// The time that `object` states (docs/search.md, "Inheritance"): properties of an Item or feature, an entry of assets.
std::optional<TimeSpan> stated_time(const json::Value& object);
bool states_time(const json::Value& object);

/// The box of `bbox`, or of the positions of `geometry` where there is no `bbox`.
std::optional<Box> stated_box(const json::Value& object);
bool states_place(const json::Value& object);

}  // namespace cairn::search
