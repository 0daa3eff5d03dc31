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
#include "builder/tables/spool.hpp"

namespace cairn::tables {

inline constexpr std::int64_t k_no_time = INT64_MAX;
inline constexpr std::uint32_t k_no_place = UINT32_MAX;

/// By what rows are sorted: time, then place, so that row groups and pages are short in both; then the numbers that the
/// document and the row have among their siblings. What has no time or no place comes last.
struct RowKey {
    std::int64_t start_us = k_no_time;  ///< since 1970
    std::uint32_t place = k_no_place;   ///< on the Hilbert curve (hilbert.hpp)
    std::uint32_t document = 0;
    std::uint32_t number = 0;
    auto operator<=>(const RowKey&) const = default;
};

/// What is written behind the rows of a file.
using FileMetadata = std::vector<std::pair<std::string, std::string>>;

/// Memory: 56 bytes a row, and 32 MiB of rows and of the file that is written (what is more lies in temporary files,
/// spool.hpp), and a row group.
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
    void sort();
    /// Where parts of at most `most` rows begin, after `sort`.
    std::vector<std::size_t> parts(std::size_t most) const;
    RowKey key(std::size_t row) const { return m_rows[row].key; }
    std::int64_t end_us(std::size_t row) const { return m_rows[row].end_us; }
    std::uint64_t hash(std::size_t row) const { return m_rows[row].hash; }

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
    struct Row {
        RowKey key;
        std::int64_t end_us = k_no_time;
        std::uint32_t bytes = 0;
        std::uint64_t offset = 0;
        std::uint64_t hash = 0;
    };

    void note_shape(std::string_view members);
    std::vector<parquet::Node> columns() const;
    std::string_view shared_at(std::uint64_t place);

    std::vector<std::string> m_leading;
    std::mutex m_mutex;  ///< guards all below while rows are added
    Shapes m_shapes;
    std::vector<Row> m_rows;
    Spool m_spool;
    std::uint64_t m_shared_place = k_nothing_shared;  ///< of m_shared
    std::string m_shared;
    std::string m_record;
};

}  // namespace cairn::tables
