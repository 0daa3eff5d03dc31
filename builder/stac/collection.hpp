// STAC Collections 1.1.0.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "builder/group/collection_runs.hpp"
#include "builder/model/instant.hpp"
#include "builder/stac/asset_list.hpp"
#include "builder/stac/partitions.hpp"

namespace cairn {

/// A table of what is in the Collection, which is one of its assets (docs/parquet.md).
struct TableAsset {
    std::string key;
    std::string path;
    std::string title;
    std::string description;
    std::vector<std::string> roles;
    std::size_t rows = 0;
    std::optional<UtcInterval> time;  ///< the hull of those of its rows; nullopt: not known, or open
};

/// All that the Collection document says beyond its rule.
struct CollectionPlan {
    std::string name;      ///< of its folder
    std::string document;  ///< path of collection.json
    CollectionSummary summary;
    const CollectionRule* rule = nullptr;
    std::vector<Listed> items;    ///< all, in order of id; with partitions, they link instead
    Partitions partitions;        ///< empty when one file holds all links
    std::string first_item_page;  ///< path; empty when there are no items
    CollectionOwn own;            ///< assets of the Collection itself: without a time, or by its rule
    json::Value item_assets;      ///< of the Items; null or empty: they share none
    std::vector<std::string> notes;
    std::vector<TableAsset> tables;
};

PartitionOwner partition_owner_of(const CollectionPlan& plan);

/// The list of the Collection's own files when they are too many to stand inline; points into `plan`.
std::optional<AssetList> asset_list_of(const CollectionPlan& plan, const AssetRules& rules);

/// The Collection as it reads at `at`: its own place, or a page of Collections.
json::Value collection_document(const CollectionPlan& plan, std::string_view at, const Context& context);

}  // namespace cairn
