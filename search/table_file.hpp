// A Parquet table of a tree, read by ranges: its footer, the indexes of its pages, and the pages that are wanted.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/parquet/file.hpp"
#include "base/storage/storage.hpp"
#include "search/column_bounds.hpp"
#include "search/row_ranges.hpp"
#include "search/stored_bytes.hpp"

namespace cairn::search {

/// A number of a column in the footer.
using Leaf = std::size_t;

/// Everything throws TableFault, and SearchEnded when a budget is used up. Threads: one at a time.
class TableFile {
  public:
    TableFile(Storage& storage, const std::string& key);

    const std::string& key() const { return m_key; }
    std::size_t groups() const { return footer().groups.size(); }
    std::int64_t rows(std::size_t group) const { return footer().groups[group].rows; }
    /// The value of a key of the file's metadata; empty: there is none.
    std::string_view metadata(std::string_view key) const;

    /// A column by its path: "id", "bbox.xmin", "roles.list.element".
    std::optional<Leaf> leaf(std::string_view path) const;
    const parquet::Column& column(Leaf leaf) const { return footer().columns[leaf]; }
    const std::vector<parquet::Column>& columns() const { return footer().columns; }

    using CanHold = std::function<bool(const ColumnBounds&)>;
    /// Whether the statistics of a row group let some row through.
    bool may_hold(std::size_t group, Leaf leaf, const CanHold& can_hold) const;
    /// The rows whose pages let some through.
    RowRanges rows_that_may(std::size_t group, Leaf leaf, const CanHold& can_hold);

    /// Reads what follows will ask for in few requests: the indexes of columns, or the pages of rows.
    void fetch_indexes(const std::vector<std::size_t>& groups, const std::vector<Leaf>& leaves);
    struct Rows {
        std::size_t group = 0;
        RowRanges ranges;
    };
    void fetch(const std::vector<Rows>& rows, const std::vector<Leaf>& leaves);

    parquet::ColumnValues values(std::size_t group, Leaf leaf, parquet::RowRange rows);

  private:
    struct Indexes {
        std::vector<parquet::PageLocation> pages;
        parquet::ColumnIndex bounds;  ///< without pages where there is none
    };
    const parquet::Footer& footer() const { return m_file.footer(); }
    const Indexes& indexes(std::size_t group, Leaf leaf);
    Indexes read_indexes(std::size_t group, Leaf leaf);
    std::vector<ByteRange> ranges_of(std::size_t group, Leaf leaf, const RowRanges& rows);

    std::string m_key;
    StoredBytes m_bytes;
    parquet::File m_file;
    std::map<std::string_view, Leaf> m_leaves;
    std::map<std::pair<std::size_t, Leaf>, Indexes> m_indexes;
};

}  // namespace cairn::search
