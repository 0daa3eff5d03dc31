// A small reader of Parquet files: tables of booleans, integers, floats and byte arrays, flat as reference sets are, or
// nested. Pages v1 and v2, plain and dictionary encodings; uncompressed, snappy, gzip and zstd.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "base/parquet/page_metadata.hpp"
#include "base/parquet/texts.hpp"
#include "base/storage/positioned.hpp"

namespace cairn::parquet {

/// One column of a row group, or of some rows of it; all vectors that are used have an element for each row. A nested
/// column has one for each entry, of which lists and maps have several in a row (the repetition level of the first is
/// 0).
struct ColumnValues {
    std::vector<bool> is_present;
    std::vector<std::uint32_t> definition;  ///< levels; empty for flat columns
    std::vector<std::uint32_t> repetition;  ///< likewise for those that are in no list
    std::vector<std::int64_t> numbers;      ///< booleans and integers, the bits of floats; 0 where there is none
    std::vector<std::uint32_t> text_of;     ///< for byte arrays: index into `texts`; 0 where there is none
    Texts texts;                            ///< neighbours that are equal, and entries of dictionaries, stand once
};

/// Rows [begin, end) of a row group.
struct RowRange {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t size() const { return end - begin; }
    bool operator==(const RowRange&) const = default;
};

struct FileLimits {
    std::int64_t rows = 1'000'000;                   ///< in a row group
    std::int64_t page_bytes = 64 << 20;              ///< decompressed
    std::int64_t all_bytes = std::int64_t{1} << 30;  ///< of all pages that are read, decompressed
};

/// Throws std::system_error when the disk fails. Threads: one at a time.
class File {
  public:
    /// "probe/bad-parquet" when the bytes are no Parquet file, are damaged, or are no flat table.
    static Outcome<File> open(PositionedBytes& bytes, FileLimits limits = {}, Tables tables = Tables::flat);

    const Footer& footer() const { return m_footer; }

    /// The number of a column; nullopt: there is none of this name.
    std::optional<std::size_t> column(std::string_view name) const;

    /// "probe/bad-parquet", likewise for what this reader does not know.
    Outcome<ColumnValues> read(std::size_t group, std::size_t column);

    /// Some rows of a row group: the pages that hold them are read, by the offset index where the chunk has one.
    /// "probe/bad-parquet", likewise when the row group has fewer rows.
    Outcome<ColumnValues> read(std::size_t group, std::size_t column, RowRange rows);

    /// Page indexes of a column chunk that has them; "probe/bad-parquet" for one that has none.
    Outcome<ColumnIndex> column_index(std::size_t group, std::size_t column);
    Outcome<std::vector<PageLocation>> offset_index(std::size_t group, std::size_t column);

  private:
    File(PositionedBytes& bytes, Footer footer, FileLimits limits);
    std::vector<std::byte> part(const FilePart& part);
    /// Calls `read` of a column chunk; a Fault becomes a problem that names the column.
    template <class Read>
    auto guarded(std::size_t column, Read read) -> Outcome<decltype(read())>;

    PositionedBytes* m_bytes;
    Footer m_footer;
    FileLimits m_limits;
    std::int64_t m_bytes_left;
};

}  // namespace cairn::parquet
