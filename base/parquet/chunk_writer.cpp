#include "base/parquet/chunk_writer.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "base/parquet/dictionary.hpp"
#include "base/parquet/hybrid.hpp"
#include "base/parquet/page_metadata.hpp"
#include "base/parquet/thrift_writer.hpp"

namespace cairn::parquet {

namespace {

std::int32_t code(Encoding encoding) { return static_cast<std::int32_t>(encoding); }

class ChunkWriter {
  public:
    ChunkWriter(const ColumnBuffer& column, codecs::ZstdPacker& zstd, std::int64_t offset, std::string& into)
        : m_column(column), m_zstd(zstd), m_base(offset - static_cast<std::int64_t>(into.size())), m_into(into) {}

    ChunkWritten write(PageLimits limits) {
        m_dictionary = dictionary_of(m_column);
        if (m_dictionary) write_dictionary();
        m_chunk.data_offset = position();
        m_chunk.entries = static_cast<std::int64_t>(m_column.entries());
        for (std::size_t begin = 0; begin < m_column.entries();) begin = write_page(begin, limits);
        return std::move(m_chunk);
    }

  private:
    std::int64_t position() const { return m_base + static_cast<std::int64_t>(m_into.size()); }

    void write_dictionary() {
        m_chunk.dictionary_offset = position();
        add_page(PageKind::dictionary, m_dictionary->entries, 7, [&](ThriftWriter& thrift) {
            thrift.i32(1, static_cast<std::int32_t>(m_dictionary->size));
            thrift.i32(2, code(Encoding::plain));
        });
    }

    /// Writes the page that begins with an entry; returns the one behind it.
    std::size_t write_page(std::size_t begin, PageLimits limits) {
        PageWritten page;
        page.offset = position();
        page.first_row = m_row;
        const std::size_t first_value = m_value;
        const std::size_t end = end_of_page(begin, limits);
        page.statistics = statistics_of(m_column, begin, end, first_value);
        add(m_chunk.statistics, page.statistics, m_column.leaf().node->type);
        m_page.clear();
        append_levels(m_column.repetition_levels(), m_column.leaf().repetition, begin, end);
        append_levels(m_column.definition_levels(), m_column.leaf().definition, begin, end);
        append_values(first_value, m_value);
        add_page(PageKind::data, m_page, 5, [&](ThriftWriter& thrift) {
            thrift.i32(1, static_cast<std::int32_t>(end - begin));
            thrift.i32(2, code(m_dictionary ? Encoding::rle_dictionary : Encoding::plain));
            thrift.i32(3, code(Encoding::rle));
            thrift.i32(4, code(Encoding::rle));
        });
        page.bytes = position() - page.offset;
        m_chunk.pages.push_back(std::move(page));
        return end;
    }

    /// Counts rows and values on the way: pages begin with rows.
    std::size_t end_of_page(std::size_t begin, PageLimits limits) {
        std::size_t rows = 0;
        std::size_t bytes = 0;
        std::size_t at = begin;
        for (; at < m_column.entries(); ++at) {
            if (m_column.begins_row(at)) {
                if (rows >= limits.rows || bytes >= limits.bytes) break;
                ++rows;
            }
            if (!m_column.is_value(at)) continue;
            bytes += m_column.is_text() && !m_dictionary ? 4 + m_column.text(m_value).size() : 8;
            ++m_value;
        }
        m_row += static_cast<std::int64_t>(rows);
        return at;
    }

    void append_levels(const std::vector<std::uint8_t>& levels, unsigned greatest, std::size_t begin, std::size_t end) {
        if (greatest == 0) return;
        m_numbers.assign(levels.begin() + static_cast<std::ptrdiff_t>(begin),
                         levels.begin() + static_cast<std::ptrdiff_t>(end));
        const std::size_t length_at = m_page.size();
        m_page.append(4, '\0');
        encode_hybrid(m_numbers, bit_width_of(greatest), m_page);
        std::string length;
        append_little_endian(length, m_page.size() - length_at - 4, 4);
        m_page.replace(length_at, 4, length);
    }

    void append_values(std::size_t begin, std::size_t end) {
        if (!m_dictionary) return append_plain(m_column, begin, end, m_page);
        // A width of 0 is allowed, but not all readers know it.
        const unsigned width = std::max(bit_width_of(m_dictionary->size - 1), 1U);
        m_page += static_cast<char>(width);
        encode_hybrid(std::span(m_dictionary->index).subspan(begin, end - begin), width, m_page);
    }

    template <class Header>
    void add_page(PageKind kind, const std::string& bytes, std::int16_t header_id, Header header) {
        const std::size_t begin = m_into.size();
        m_packed.clear();
        m_zstd.pack(bytes, m_packed);
        ThriftWriter thrift(m_into);
        thrift.structure([&] {
            thrift.i32(1, static_cast<std::int32_t>(kind));
            thrift.i32(2, static_cast<std::int32_t>(bytes.size()));
            thrift.i32(3, static_cast<std::int32_t>(m_packed.size()));
            thrift.structure(header_id, [&] { header(thrift); });
        });
        m_chunk.plain_bytes += static_cast<std::int64_t>(m_into.size() - begin + bytes.size());
        m_into += m_packed;
        m_chunk.packed_bytes += static_cast<std::int64_t>(m_into.size() - begin);
    }

    const ColumnBuffer& m_column;
    codecs::ZstdPacker& m_zstd;
    std::int64_t m_base;  ///< of positions in m_into
    std::string& m_into;
    std::optional<Dictionary> m_dictionary;
    ChunkWritten m_chunk;
    std::int64_t m_row = 0;  ///< rows and values that were written
    std::size_t m_value = 0;
    std::string m_page;
    std::string m_packed;
    std::vector<std::uint32_t> m_numbers;
};

}  // namespace

ChunkWritten write_chunk(const ColumnBuffer& column, PageLimits limits, codecs::ZstdPacker& zstd, std::int64_t offset,
                         std::string& into) {
    return ChunkWriter(column, zstd, offset, into).write(limits);
}

}  // namespace cairn::parquet
