// Rows of a table of assets as the features that they were made of, as far as lists of addresses and tables need them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "search/index.hpp"
#include "search/links.hpp"
#include "search/table_rows.hpp"

namespace cairn::search {

class RowFeatures {
  public:
    /// nullopt: the columns of the table do not say it. `file` and `links` must outlive it.
    static std::optional<RowFeatures> of(const TableFile& file, const Links& links, const std::string& collection,
                                         Detail detail);

    /// The columns that are looked at.
    const std::vector<Leaf>& leaves() const { return m_leaves; }

    /// nullopt: the row is no asset of an Item.
    std::optional<Position> position(TableRows& rows, std::size_t row) const;
    /// As much of it as the detail asks for.
    json::Value feature(TableRows& rows, std::size_t row) const;

  private:
    RowFeatures(const TableFile& file, const Links& links, const std::string& collection, Detail detail)
        : m_file(&file), m_links(&links), m_collection(collection), m_detail(detail) {}

    struct Columns {
        std::optional<Leaf> item, id, start, end, listed, href;
        std::optional<Leaf> type, title, roles, size, checksum;
        std::optional<Leaf> west, south, east, north;
    };
    /// False: the column is there and of another type.
    bool use(std::optional<Leaf>& leaf, const char* path, parquet::Physical type, parquet::Meaning meaning);

    const TableFile* m_file;
    const Links* m_links;
    std::string m_collection;
    Detail m_detail;
    Columns m_columns;
    std::vector<Leaf> m_leaves;
};

}  // namespace cairn::search
