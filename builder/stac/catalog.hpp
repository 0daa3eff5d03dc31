// The root Catalog, and all collections on one page.
#pragma once

#include <span>
#include <string>

#include "builder/stac/collection.hpp"

namespace cairn {

json::Value root_catalog(std::span<const CollectionPlan> collections, const Context& context);

/// collections.json: every Collection document, as it reads from there.
std::string collections_page(std::span<const CollectionPlan> collections, const Context& context);

}  // namespace cairn
