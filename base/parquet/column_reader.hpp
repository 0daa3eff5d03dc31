// The pages of one column chunk, put together.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/parquet/file.hpp"

namespace cairn::parquet {

class ColumnReader {
  public:
    /// `bytes_left`: what may still be decompressed; less after reading.
    ColumnReader(PositionedBytes& bytes, const Column& column, const ColumnChunk& chunk, const FileLimits& limits,
                 std::int64_t& bytes_left)
        : m_bytes(bytes), m_column(column), m_chunk(chunk), m_limits(limits), m_bytes_left(bytes_left) {}

    /// All pages. Throws Fault.
    ColumnValues read();
    /// These pages, and the dictionary where there is one. Throws Fault.
    ColumnValues read(const std::vector<PageLocation>& pages);

  private:
    using Bytes = std::span<const std::byte>;

    void check() const;
    bool has_dictionary() const;
    std::size_t read_page(std::uint64_t offset, std::uint64_t left);
    Bytes unpacked(const PageHeader& page, Bytes stored);
    void add_dictionary(const PageHeader& page, Bytes bytes);
    void add_data(const PageHeader& page, Bytes stored);
    static void add_levels(Bytes bytes, unsigned greatest, std::size_t count, std::vector<std::uint32_t>& levels);
    Bytes take_levels_v1(const PageHeader& page, Bytes bytes);
    void keep_levels(std::size_t count);
    void add_values(const PageHeader& page, Bytes bytes);
    void add_plain(Bytes bytes, std::size_t first);
    void add_plain_booleans(Bytes bytes, std::size_t first);
    void add_from_dictionary(Bytes bytes, std::size_t first, std::size_t present);
    void add_plain_text(Bytes& bytes);
    bool is_text() const { return m_column.type == Physical::byte_array; }

    PositionedBytes& m_bytes;
    const Column& m_column;
    const ColumnChunk& m_chunk;
    const FileLimits& m_limits;
    std::int64_t& m_bytes_left;

    ColumnValues m_values;
    std::size_t m_rows = 0;                   ///< so far
    std::vector<std::uint32_t> m_levels;      ///< of the page that is read: of definition, then 1 where a value is
    std::vector<std::uint32_t> m_repetition;  ///< likewise: levels of repetition, empty where all are 0
    std::vector<std::byte> m_stored;
    std::vector<std::byte> m_page;
    bool m_has_dictionary = false;
    std::vector<std::int64_t> m_dictionary_numbers;
    std::uint32_t m_dictionary_size = 0;  ///< texts of the dictionary are the first of m_values.texts
};

}  // namespace cairn::parquet
