// Documents of STAC as lists of files: what their assets lead to, and which documents go on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/storage.hpp"

namespace cairn {

struct StacAsset {
    std::vector<std::string> urls;  ///< of its href and of its alternates, absolute, without a fragment
    bool is_store = false;          ///< a folder: the root of a Zarr store, whichever of its members the href names
    ObjectStat stat;                ///< file:size, file:checksum and `updated`, as far as it has them
};

struct StacDocument {
    bool is_collection = false;
    std::vector<StacAsset> assets;      ///< its own, and those of the Items and Collections that stand in it
    std::vector<std::string> children;  ///< URLs of Catalogs and Collections
    std::vector<std::string> items;     ///< of Items, each by a link of its own
    std::vector<std::string> lists;     ///< of pages of Items, of Collections and of assets, and of those that follow
    bool has_item_pages = false;        ///< the Items of all its `items`, and of Catalogs below it, are in `lists`, too
};

/// A Catalog, Collection, Item, a page of Items or of an asset list, an answer of a search, or a page of Collections, at
/// `url`. Assets that are not data (thumbnails, overviews, metadata, tables of the catalog) are left out. The text of a
/// fault: it is none of these.
Outcome<StacDocument> parse_stac_document(std::string_view text, const std::string& url);

}  // namespace cairn
