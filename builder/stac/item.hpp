// STAC Items 1.1.0.
#pragma once

#include <optional>
#include <string>

#include "builder/model/item_plan.hpp"
#include "builder/stac/asset_list.hpp"

namespace cairn {

/// Another version of the same dataset.
struct OtherVersion {
    std::string document;  ///< path of its Item
    std::string version;
};

/// Where an item stands among the versions of its dataset.
struct ItemVersions {
    std::string version;  ///< empty: it has none
    std::optional<OtherVersion> predecessor;
    std::optional<OtherVersion> successor;
    std::optional<OtherVersion> latest;  ///< nullopt: it is the latest
};

/// Where an item hangs in the tree.
struct ItemPlace {
    std::string document;             ///< path of the item document
    std::string collection_document;  ///< also its parent, where a partition links to it: no new partition moves it
    std::string collection_title;     ///< one that does not change with what is in it (fixed_title)
    ItemVersions versions{};
};

/// What is not known of the item, and why; what was left out.
std::vector<std::string> item_notes(const ItemPlan& plan);

/// The asset list of an item with more assets than stand inline; nullopt for others. Points into `plan`.
std::optional<AssetList> asset_list_of(const ItemPlan& plan, const CollectionRule& rule, const ItemPlace& place,
                                       const AssetRules& rules);

/// The Item as it reads at `at`: at its own place, or inside a page of items (whose links start from the page).
/// Precondition: the plan has a time interval.
json::Value item_document(const ItemPlan& plan, const CollectionRule& rule, const ItemPlace& place, std::string_view at,
                          const Context& context);

}  // namespace cairn
