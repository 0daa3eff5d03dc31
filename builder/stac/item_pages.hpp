// Pages of Items as FeatureCollections (rel=items), for clients that page through them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "builder/stac/pages.hpp"
#include "builder/stac/partitions.hpp"

namespace cairn {

/// What all pages of one collection share.
struct ItemPages {
    std::string collection_document;
    std::string collection_title;  ///< one that does not change with what is in it
    std::vector<Page> pages;
};

/// `collection`: the name of its folder; `title`: as in ItemPages.
std::vector<Page> item_pages_of(std::span<const Listed> items, std::string_view collection, const std::string& title,
                                PageLength length);

/// Page `index`, whose text is page_text; `features` are its items as they read from there. Threads: safe.
json::Value item_page(const ItemPages& pages, std::size_t index, std::vector<json::Value> features,
                      const Context& context);

}  // namespace cairn
