// STAC Collections 1.1.0, and the catalogs that divide long lists of item links.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "builder/stac/asset_list.hpp"

namespace cairn {

struct ItemLink {
    std::string id;
    std::string title;
    std::string name;  ///< of its folder
    std::string document;
};

/// A run of item links that has a catalog of its own.
struct Partition {
    std::string document;
    std::string title;
    std::vector<ItemLink> items;
};

/// All that the Collection document says beyond its rule.
struct CollectionPlan {
    std::string name;      ///< of its folder
    std::string document;  ///< path of collection.json
    CollectionSummary summary;
    const CollectionRule* rule = nullptr;
    Facets facets;                      ///< those with one value in the whole collection: for titles and templates
    std::vector<ItemLink> items;        ///< all, in order of id; with partitions, they link instead
    std::vector<Partition> partitions;  ///< empty when one file holds all links
    std::string first_item_page;        ///< path; empty when there are no items
    std::vector<const Entry*> files;    ///< assets of the Collection itself: files without a time
    std::vector<std::string> file_ids;
    std::vector<const Entry*> stores;                ///< of the Collection itself: without a time, or by its rule
    json::Value item_assets;                         ///< of the Items; null or empty: they share none
    std::shared_ptr<const Description> description;  ///< what all files say; null: nothing
    std::vector<std::string> notes;
};

/// Divides the links when there are more than `partition_size`.
/// `collection`: the name of its folder.
std::vector<Partition> partitions_of(std::string_view collection, const std::vector<ItemLink>& items,
                                     std::size_t partition_size);

/// The list of the Collection's own files when they are too many to stand inline; points into `plan`.
std::optional<AssetList> asset_list_of(const CollectionPlan& plan, const AssetRules& rules);

/// The Collection as it reads at `at`: its own place, or collections.json.
json::Value collection_document(const CollectionPlan& plan, std::string_view at, const Context& context);
json::Value partition_document(const CollectionPlan& plan, std::size_t index, const Context& context);

}  // namespace cairn
