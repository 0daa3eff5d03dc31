// Pages of Items as FeatureCollections (rel=items), for clients that page through them.
#pragma once

#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "builder/stac/context.hpp"

namespace cairn {

/// What all pages of one collection share.
struct ItemPages {
    std::string collection_document;
    std::string collection_title;
    std::vector<std::string> paths;  ///< of all pages, in order
    std::size_t item_count = 0;
};

/// The text of page `index`; `features` are the texts of its items as they read from there. Threads: safe.
std::string item_page(const ItemPages& pages, std::size_t index, const std::vector<std::string>& features,
                      const Context& context);

}  // namespace cairn
