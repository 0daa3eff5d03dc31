// Paginated asset lists. Where pages begin and what they are called follows from the assets alone.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/entry_list.hpp"
#include "builder/stac/asset.hpp"
#include "builder/stac/pages.hpp"

namespace cairn {

/// The assets of one list, in order, and where its pages lie.
struct AssetList {
    AssetListOwner owner;
    std::string folder;  ///< of the pages, below OUT
    ChosenEntries entries;
    std::vector<std::string> facets;  ///< names of those that are written on every feature that has them
    std::vector<std::string>
        ids;  ///< of the features, if other than the placement's asset id (lists of a Collection); else empty

    std::string_view id_of(std::size_t index, const Entry& entry) const {
        return ids.empty() ? std::string_view(entry.placement.asset) : std::string_view(ids[index]);
    }
};

/// The first page is index.json; the others are named after their first asset: its start (19790101T000000Z.json), with
/// its id when the asset before it begins at the same instant (19790101T000000Z-<id>.json), or only its id when it has
/// no time (undated-<id>.json).
std::vector<Page> pages_of(const AssetList& list, PageLength length);

/// Is told of each feature of a page by its index in the list. Threads: as the page is made.
using FeatureTaker = std::function<void(std::size_t index, const json::Value& feature)>;

/// What a directory says of the assets of a page beside their number.
struct PageCoverage {
    std::optional<UtcInterval> interval;
    std::vector<Box> boxes;  ///< without those that are as the one before
};

struct AssetPage {
    json::Value document;  ///< its text is page_text
    PageCoverage coverage;
};

/// Threads: safe.
AssetPage asset_page(const AssetList& list, std::span<const Page> pages, std::size_t index, const Context& context,
                     const FeatureTaker& take = {});

/// Pushes the links from a page, or a directory of pages, to what the list is of: root, collection, item.
void add_owner_links(json::Value& links, const AssetList& list, std::string_view at, const Context& context);

/// The link `rel: asset`, and the asset of role `index` for clients that know no such link.
json::Value asset_list_link(const AssetList& list, const Context& context);
json::Value asset_list_asset(const AssetList& list, const Context& context);

}  // namespace cairn
