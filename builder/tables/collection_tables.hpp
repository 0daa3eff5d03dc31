// The tables of one Collection, made of the documents of its tree: items.parquet and assets.parquet, or, of very many
// assets, assets/<first>.parquet.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/stac/collection.hpp"
#include "builder/tables/asset_rows.hpp"
#include "builder/tables/table.hpp"

namespace cairn::tables {

/// The most rows of a table of assets that is one file, and of a part of one that is not.
inline constexpr std::size_t k_most_rows = 1'000'000;

/// Takes one finished file.
using FileSink = std::function<void(const std::string& path, std::string_view bytes)>;

/// What the assets of one document have in common, as the table keeps it.
struct SharedOwner {
    AssetOwner owner;
    std::uint32_t document = 0;
    std::uint64_t shared = Table::k_nothing_shared;
};

/// Documents are given as they read from the folder of the Collection, in any order: the numbers say which is which.
/// Threads: until `assets` is called, any number.
class CollectionTables {
  public:
    /// `name`: of the Collection's folder.
    CollectionTables(std::string id, std::string name, std::size_t most_rows = k_most_rows);

    /// An Item and the assets that stand in it. `number`: of the Item among those of the Collection, in the order of
    /// ids.
    SharedOwner add_item(std::uint32_t number, const json::Value& item);
    /// A Feature of the asset list of an Item (or with `own()` of the Collection), on the page at `page`.
    void add_listed(const SharedOwner& owner, std::size_t number, const json::Value& feature, std::string_view page);
    /// The assets that stand in the Collection, before it has those of the tables.
    void add_collection(const json::Value& collection);
    const SharedOwner& own() const { return m_own; }

    /// The tables as assets of the Collection; those that would have no row are not there.
    std::vector<TableAsset> assets();
    /// Writes them; `collection`: with those assets.
    void write(const json::Value& collection, const FileSink& sink);

  private:
    struct Part {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::string path;
    };

    SharedOwner shared(const json::Value& document, std::uint32_t number);
    void add_inline(const SharedOwner& owner, const json::Value& document);
    void cut();
    std::string part_name(std::size_t begin);
    void describe(const Part& part, TableAsset& asset);
    std::string items_sorted_by() const;
    std::string about_rows() const;

    std::string m_id;
    std::string m_name;
    std::size_t m_most_rows;
    Table m_items;
    Table m_assets;
    SharedOwner m_own;
    std::vector<Part> m_parts;  ///< of m_assets
    std::mutex m_mutex;         ///< guards what follows
    std::set<std::string, std::less<>> m_not_inherited;
    std::atomic<std::size_t> m_instants{0};   ///< Items that have no start
    std::atomic<std::size_t> m_intervals{0};  ///< Items that have one
};

/// The table of all Collections, collections.parquet. Threads: one.
class CollectionsTable {
  public:
    CollectionsTable();
    /// As it reads from the folder of the catalog; in the order of ids.
    void add(const json::Value& collection);
    void write(const std::string& path, const FileSink& sink);

  private:
    Table m_table;
};

}  // namespace cairn::tables
