#include "base/parquet/file_writer.hpp"

#include "base/parquet/footer_writer.hpp"
#include "base/parquet/values.hpp"

namespace cairn::parquet {

namespace {

constexpr std::string_view k_magic = "PAR1";
/// A look at all columns costs as much as a row.
constexpr std::size_t k_rows_between_looks = 64;

}  // namespace

FileWriter::FileWriter(const Schema& schema, WriterOptions options, Sink sink)
    : m_schema(schema), m_options(std::move(options)), m_sink(std::move(sink)), m_zstd(m_options.zstd_level) {
    for (const Leaf& leaf : schema.leaves()) m_columns.emplace_back(leaf);
    write(k_magic);
}

void FileWriter::write(std::string_view bytes) {
    m_sink(bytes);
    m_offset += static_cast<std::int64_t>(bytes.size());
}

void FileWriter::end_row() {
    ++m_rows_waiting;
    if (m_rows_waiting >= m_options.group_rows) return end_group();
    if (m_rows_waiting % k_rows_between_looks != 0) return;
    std::size_t bytes = 0;
    for (const ColumnBuffer& column : m_columns) bytes += column.bytes();
    if (bytes >= m_options.group_bytes) end_group();
}

void FileWriter::end_group() {
    GroupWritten group{static_cast<std::int64_t>(m_rows_waiting), m_offset, {}};
    for (ColumnBuffer& column : m_columns) {
        m_buffer.clear();
        group.chunks.push_back(write_chunk(column, m_options.pages, m_zstd, m_offset, m_buffer));
        write(m_buffer);
        column.clear();
    }
    m_rows += group.rows;
    m_rows_waiting = 0;
    m_groups.push_back(std::move(group));
}

void FileWriter::finish(const std::vector<std::pair<std::string, std::string>>& metadata) {
    if (m_rows_waiting > 0) end_group();
    FooterWriter footer(m_schema, m_options.sorted_by);
    for (const GroupWritten& group : m_groups) footer.add(group.rows, group.offset, group.chunks);
    m_buffer.clear();
    footer.write(m_offset, metadata, m_buffer);
    write(m_buffer);
    write(k_magic);
}

}  // namespace cairn::parquet
