// The root Catalog, and the Collections in pages.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "builder/model/written_collection.hpp"
#include "builder/stac/collection.hpp"
#include "builder/stac/pages.hpp"
#include "builder/stac/partitions.hpp"

namespace cairn {

/// All Collections of the tree, in order of id.
struct Root {
    std::span<const WrittenCollection> written;
    std::vector<Listed> collections;
    PartitionOwner owner;
    Partitions partitions;  ///< catalogs of Collections, when there are too many for one file
    std::vector<Page> pages;
};

/// What the root says of a Collection; what else is in the plan may go then.
WrittenCollection written_collection(const CollectionPlan& plan, const Context& context);

Root root_of(std::span<const WrittenCollection> written, const Config& config);

json::Value root_catalog(const Root& root, const Context& context);

/// collections.json or one of its siblings: Collection documents, as they read from there; its text is page_text.
/// Threads: safe. Throws std::runtime_error when the text of a Collection is no JSON.
json::Value collections_page(const Root& root, std::size_t index, const Context& context);

}  // namespace cairn
