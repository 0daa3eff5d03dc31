// Where each document of the tree lies. All paths are relative to OUT, with '/', and come from the names that ids have
// among their siblings (write/path_names.hpp).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cairn::layout {

inline constexpr std::string_view k_root_catalog = "catalog.json";
inline constexpr std::string_view k_collections_page = "collections.json";

/// Tables; hrefs in them are those of a document beside them, also in the parts of a divided one, which lie in a
/// folder.
inline constexpr std::string_view k_collections_table = "collections.parquet";
std::string items_table(std::string_view collection);   ///< "collections/<c>/items.parquet"
std::string assets_table(std::string_view collection);  ///< "collections/<c>/assets.parquet"
std::string assets_part(std::string_view collection,
                        std::string_view name);  ///< "collections/<c>/assets/<name>.parquet"

/// Version of the format that docs/layout.md describes; the root Catalog and page directories state it.
inline constexpr int k_version = 2;
inline constexpr std::string_view k_version_member = "cairn:layout";

/// Pages of Collections are siblings of the first, collections.json; the others are named after their first Collection.
std::string collections_page(std::size_t page, std::string_view first_collection);

std::string collection_folder(std::string_view name);                  ///< "collections/<name>"
std::string collection(std::string_view name);                         ///< "collections/<name>/collection.json"
std::string item(std::string_view collection, std::string_view name);  ///< "collections/<c>/items/<name>/<name>.json"

/// Item pages are siblings of collection.json: STAC Browser 4 and 5 resolve a relative `next` against the collection's
/// URL. The first page is items.json, the others are named after their first item.
std::string item_page(std::string_view collection, std::size_t page, std::string_view first_item);

/// Partitions are named after the first entry that they lead to: "<folder>/part-<first>/catalog.json", those of
/// partitions "part2-<first>", and so on. `level`: 0 for those that link to entries. `folder`: of the Collection, or
/// k_root_partitions.
std::string partition(std::string_view folder, std::size_t level, std::string_view first);
std::string partition_prefix(std::size_t level);
inline constexpr std::string_view k_root_partitions = "catalogs";

/// Folder of the asset list of an Item or a Collection, beside its document.
std::string asset_list_folder(std::string_view document);
inline constexpr std::string_view k_first_asset_page = "index.json";
std::string directory_part(std::string_view folder, std::string_view first_page);  ///< "<folder>/pages-<first page>"
inline constexpr std::string_view k_page_directory = "pages.json";

}  // namespace cairn::layout
