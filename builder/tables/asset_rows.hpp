// Assets as rows: what an asset says, and of what it does not say what its Item does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json/value.hpp"
#include "builder/tables/item_rows.hpp"

namespace cairn::tables {

/// The columns of any table of assets, in their order.
std::vector<std::string> asset_columns();

/// Variables without coordinates and other auxiliary ones: names and standard names, of which one may be empty.
struct RowVariables {
    std::vector<std::pair<std::string, std::string>> all;
    bool is_stated = false;       ///< cube:variables, bands or cf:standard_name is there
    bool has_names_only = false;  ///< cf:standard_name alone is
};

/// What the rows of the assets of an Item, or of those of a Collection, have in common.
struct AssetOwner {
    std::string item;  ///< id; empty: the assets are the Collection's
    RowTime time;
    json::Value bbox;                        ///< null: it has none
    RowVariables variables;                  ///< those of its data
    std::string shared;                      ///< members of rows
    std::vector<std::string> not_inherited;  ///< names of properties that rows of its assets do not have
};

/// `document`: an Item, as it reads from the table's folder, or a Collection.
AssetOwner owner_of(const json::Value& document);

/// A row that is to be added.
struct AssetRow {
    RowKey key;
    std::int64_t end_us = k_no_time;
    std::uint64_t hash = 0;
    std::string members;
};

/// An asset of `assets`.
AssetRow inline_row(std::string_view id, const json::Value& asset, const AssetOwner& owner);
/// A Feature of an asset list, whose hrefs are those of a page at `page`; `folder`: that of the table, without '/' at
/// its end.
AssetRow listed_row(const json::Value& feature, const AssetOwner& owner, std::string_view page,
                    std::string_view folder);

/// Whether an asset of a document is the list of its assets, and not one of them.
bool is_asset_list(const json::Value& asset);

/// A relative URL in a document of one folder as it reads from another; both below OUT.
std::string rebased(std::string_view href, std::string_view from_folder, std::string_view to_folder);

}  // namespace cairn::tables
