// Where each document of the tree lies. All paths are relative to OUT, with '/', and come from the names that ids have
// among their siblings (write/path_names.hpp).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn::layout {

inline constexpr std::string_view k_root_catalog = "catalog.json";
inline constexpr std::string_view k_collections_page = "collections.json";

std::string collection(std::string_view name);                         ///< "collections/<name>/collection.json"
std::string item(std::string_view collection, std::string_view name);  ///< "collections/<c>/items/<name>/<name>.json"

/// Item pages are siblings of collection.json: STAC Browser 4 and 5 resolve a relative `next` against the collection's
/// URL. The first page is items.json, the others are named after their first item.
std::string item_page(std::string_view collection, std::size_t page, std::string_view first_item);
std::string partition(std::string_view collection,
                      std::string_view first_item);  ///< ".../part-<first item>/catalog.json"

/// Folder of the asset list of an Item or a Collection, beside its document.
std::string asset_list_folder(std::string_view document);
inline constexpr std::string_view k_first_asset_page = "index.json";
inline constexpr std::string_view k_page_directory = "pages.json";

}  // namespace cairn::layout
