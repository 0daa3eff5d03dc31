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

/// The text of page `index`; `features` are the texts of its items as they read from there. Threads: safe.
std::string item_page(const ItemPages& pages, std::size_t index, const std::vector<std::string>& features,
                      const Context& context);

}  // namespace cairn
