// Paginated asset lists: pages, and the directory of the pages for seeking. Where pages begin and what they are called
// follows from the assets alone.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "builder/stac/asset.hpp"

namespace cairn {

/// The assets of one list, in order, and where its pages lie.
struct AssetList {
    AssetListOwner owner;
    std::string folder;  ///< of the pages, below OUT
    std::span<const Entry* const> entries;
    std::vector<std::string> varying;  ///< names of facets that are written on every feature
    std::vector<std::string>
        ids;  ///< of the features, if other than the placement's asset id (lists of a Collection); else empty
};

/// One page: [begin, end) of the entries, and its path.
struct AssetPage {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string path;
};

/// Pages of `page_size` features. The first is index.json; the others are named after their first asset: its start
/// (19790101T000000Z.json), with its id when the page before begins at the same instant (19790101T000000Z-<id>.json),
/// or only its id when it has no time (undated-<id>.json).
std::vector<AssetPage> pages_of(const AssetList& list, std::size_t page_size);

/// The text of one page, a feature a line. Threads: safe.
std::string asset_page(const AssetList& list, std::span<const AssetPage> pages, std::size_t index,
                       const Context& context);

/// pages.json: href, count, interval and bbox of each page.
std::string page_directory(const AssetList& list, std::span<const AssetPage> pages, const Context& context);

/// The link `rel: asset`, and the asset of role `index` for clients that know no such link.
json::Value asset_list_link(const AssetList& list, const Context& context);
json::Value asset_list_asset(const AssetList& list, const Context& context);

}  // namespace cairn
