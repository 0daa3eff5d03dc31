// Rows of one table, in any order, and the Parquet files that they become.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/parquet/file_writer.hpp"
#include "builder/stac/pager.hpp"
#include "builder/tables/shape.hpp"
#include "builder/tables/sorted_rows.hpp"
#include "builder/tables/spool.hpp"

namespace cairn::tables {

/// What is written behind the rows of a file.
using FileMetadata = std::vector<std::pair<std::string, std::string>>;

/// Memory: a row group; of rows, of their order and of the file that is written 32 to 64 MiB each, what is more lies in
/// temporary files; 8 bytes a row while a table is divided.
/// The bytes of files do not depend on the order in which rows were added. Threads: `add` from any number.
class Table {
  public:
    /// `leading`: names of the first columns, which there are in any case; the others follow by name.
    explicit Table(std::vector<std::string> leading);

    /// Members that several rows have where they have none of their own; returns what `add` takes.
    std::uint64_t share(std::string_view members);
    /// `end_us`: of its time, k_no_time where it has no end. `hash`: of the row's ids, decides where parts begin
    /// (pager.hpp).
    void add(const RowKey& key, std::int64_t end_us, std::uint64_t hash, std::string_view members,
             std::uint64_t shared = k_nothing_shared);

    /// The rest is for one thread, when all rows are there.
    std::size_t size() const { return m_rows.size(); }
    void sort() { m_rows.sort(); }
    /// Where parts of at most `most` rows begin, after `sort`.
    std::vector<std::size_t> parts(std::size_t most);
    const WaitingRow& row(std::size_t row) { return m_rows.at(row); }

    struct Layout {
        std::size_t group_rows = 16384;
        std::size_t page_rows = 2048;
        std::string relative_to;  ///< put before relative URLs in the column `href`
        std::string sorted_by;    ///< a column that rises with the keys; empty: none does
    };
    /// Gives `take` the bytes of the file of rows [begin, end), which have the columns `geometry` and `bbox`. A column
    /// `assets` of objects is a map.
    void write_file(std::size_t begin, std::size_t end, const Layout& layout, FileMetadata metadata,
                    const std::function<void(std::string_view bytes)>& take);

    static constexpr std::uint64_t k_nothing_shared = UINT64_MAX;

  private:
    void note_shape(std::string_view members);
    std::vector<parquet::Node> columns() const;
    std::string_view shared_at(std::uint64_t place);

    std::vector<std::string> m_leading;
    std::mutex m_mutex;  ///< guards all below while rows are added
    Shapes m_shapes;
    SortedRows m_rows;
    Spool m_spool;
    std::uint64_t m_shared_place = k_nothing_shared;  ///< of m_shared
    std::string m_shared;
    std::string m_record;
};

}  // namespace cairn::tables
