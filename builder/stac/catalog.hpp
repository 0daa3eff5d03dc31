// The root Catalog, and the Collections in pages.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "builder/stac/collection.hpp"
#include "builder/stac/pages.hpp"
#include "builder/stac/partitions.hpp"

namespace cairn {

/// All Collections of the tree, in order of id.
struct Root {
    std::span<const CollectionPlan> plans;
    std::vector<Listed> collections;
    PartitionOwner owner;
    Partitions partitions;  ///< catalogs of Collections, when there are too many for one file
    std::vector<Page> pages;
};

Root root_of(std::span<const CollectionPlan> plans, const Config& config);

json::Value root_catalog(const Root& root, const Context& context);

/// collections.json or one of its siblings: Collection documents, as they read from there. `take`: is told of each.
/// Threads: safe.
std::string collections_page(const Root& root, std::size_t index, const Context& context,
                             const std::function<void(const json::Value& collection)>& take = {});

}  // namespace cairn
