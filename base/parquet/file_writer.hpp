// Writes Parquet files: data pages v1 with zstd, dictionaries where they pay, statistics, and page indexes. Values are
// booleans, 64-bit integers, doubles and byte arrays.
// https://github.com/apache/parquet-format
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/codecs/zstd.hpp"
#include "base/parquet/chunk_writer.hpp"
#include "base/parquet/schema.hpp"
#include "base/parquet/shred.hpp"

namespace cairn::parquet {

struct WriterOptions {
    std::size_t group_rows = 16384;
    std::size_t group_bytes = 64 << 20;  ///< values in memory, about
    PageLimits pages;
    int zstd_level = 3;
    std::vector<std::string> sorted_by;  ///< names of leaves in the top, ascending, nulls last
};

/// Memory: the values of a row group, and some hundred bytes for each column of each group and for each page. The same
/// rows, schema and options give the same bytes. Throws what `sink` throws. Threads: one.
class FileWriter {
  public:
    using Sink = std::function<void(std::string_view bytes)>;

    /// `schema` must outlive it.
    FileWriter(const Schema& schema, WriterOptions options, Sink sink);

    /// One row: `view` shows its fields (shred.hpp).
    template <class View>
    void add_row(const View& view) {
        const std::vector<Node>& fields = m_schema.fields();
        for (std::size_t i = 0; i < fields.size(); ++i) shred(fields[i], view.column(fields[i], i), 0, 0, m_columns);
        end_row();
    }

    /// The rest, and the footer. Afterwards there is nothing to be done with it.
    void finish(const std::vector<std::pair<std::string, std::string>>& metadata);

  private:
    struct GroupWritten {
        std::int64_t rows = 0;
        std::int64_t offset = 0;
        std::vector<ChunkWritten> chunks;
    };

    void end_row();
    void end_group();
    void write(std::string_view bytes);

    const Schema& m_schema;
    WriterOptions m_options;
    Sink m_sink;
    Columns m_columns;
    codecs::ZstdPacker m_zstd;
    std::int64_t m_offset = 0;
    std::int64_t m_rows = 0;         ///< in all groups
    std::size_t m_rows_waiting = 0;  ///< in m_columns
    std::vector<GroupWritten> m_groups;
    std::string m_buffer;
};

}  // namespace cairn::parquet
