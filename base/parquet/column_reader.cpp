#include "base/parquet/column_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/parquet/decompress.hpp"
#include "base/parquet/failure.hpp"
#include "base/parquet/hybrid.hpp"

namespace cairn::parquet {

namespace {

using Bytes = std::span<const std::byte>;

/// Headers with statistics have some hundred bytes.
constexpr std::size_t k_largest_header = 64 << 10;

Bytes take(Bytes& bytes, std::uint64_t count) {
    if (count > bytes.size()) throw Fault{"the values of a page are cut off"};
    const Bytes taken = bytes.first(count);
    bytes = bytes.subspan(count);
    return taken;
}

std::uint64_t little_endian(Bytes bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i) value = value << 8 | std::to_integer<std::uint64_t>(bytes[i - 1]);
    return value;
}

/// 0: it is no number.
std::size_t width_of(Physical type) {
    if (type == Physical::int64 || type == Physical::float64) return 8;
    return type == Physical::int32 || type == Physical::float32 ? 4 : 0;
}

std::int64_t plain_number(Bytes& bytes, Physical type) {
    if (width_of(type) == 8) return static_cast<std::int64_t>(little_endian(take(bytes, 8)));
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(little_endian(take(bytes, 4))));
}

}  // namespace

void ColumnReader::check() const {
    if (!is_text() && m_column.type != Physical::boolean && width_of(m_column.type) == 0)
        throw Fault{fmt::format(
            "the column '{}' is of the physical type {}; booleans (0), integers (1, 2), floats (4, 5) and byte arrays "
            "(6) are read",
            m_column.name.substr(0, 100), static_cast<std::int64_t>(m_column.type))};
    if (m_chunk.values < 0) throw Fault{"found a number of values below 0"};
    if (m_chunk.is_elsewhere) throw Fault{"the values of a column are in another file"};
    if (m_chunk.values > m_limits.rows)
        throw Fault{fmt::format("a row group has {} rows, at most {} are read", m_chunk.values, m_limits.rows)};
    if (m_chunk.compressed_bytes < 0 || m_chunk.data_offset < 0 ||
        (m_chunk.dictionary_offset && *m_chunk.dictionary_offset < 0))
        throw Fault{"found an offset or a length below 0"};
}

/// Some writers give 0 for "no dictionary".
bool ColumnReader::has_dictionary() const { return m_chunk.dictionary_offset && *m_chunk.dictionary_offset > 0; }

ColumnValues ColumnReader::read(const std::vector<PageLocation>& pages) {
    check();
    if (has_dictionary() && *m_chunk.dictionary_offset < m_chunk.data_offset)
        read_page(static_cast<std::uint64_t>(*m_chunk.dictionary_offset),
                  static_cast<std::uint64_t>(m_chunk.data_offset - *m_chunk.dictionary_offset));
    for (const PageLocation& page : pages)
        read_page(static_cast<std::uint64_t>(page.part.offset), static_cast<std::uint64_t>(page.part.length));
    return std::move(m_values);
}

ColumnValues ColumnReader::read() {
    check();
    const auto rows = static_cast<std::size_t>(m_chunk.values);
    auto offset = static_cast<std::uint64_t>(
        has_dictionary() ? std::min(*m_chunk.dictionary_offset, m_chunk.data_offset) : m_chunk.data_offset);
    auto left = static_cast<std::uint64_t>(m_chunk.compressed_bytes);
    while (m_rows < rows) {
        const std::size_t size = read_page(offset, left);
        offset += size;
        left -= size;
    }
    return std::move(m_values);
}

std::size_t ColumnReader::read_page(std::uint64_t offset, std::uint64_t left) {
    if (left == 0) throw Fault{fmt::format("the pages have {} values, expected {}", m_rows, m_chunk.values)};
    m_stored.resize(std::min<std::uint64_t>(left, k_largest_header));
    m_stored.resize(m_bytes.read(offset, m_stored));
    const PageHeader page = parse_page_header(m_stored);
    if (page.compressed_bytes < 0 || page.uncompressed_bytes < 0 || page.values < 0)
        throw Fault{"found a page with a length below 0"};
    const auto size = static_cast<std::uint64_t>(page.compressed_bytes);
    if (size > left - std::min<std::uint64_t>(page.header_bytes, left) ||
        size > static_cast<std::uint64_t>(m_limits.page_bytes))
        throw Fault{fmt::format("found a page of {} bytes, of which {} are left", size, left)};
    if (page.uncompressed_bytes > m_limits.page_bytes || page.uncompressed_bytes > m_bytes_left)
        throw Fault{fmt::format("a page would decompress to {} bytes, at most {} are read", page.uncompressed_bytes,
                                std::min(m_limits.page_bytes, m_bytes_left))};
    m_bytes_left -= page.uncompressed_bytes;
    if (offset + page.header_bytes > m_bytes.size_bytes() || size > m_bytes.size_bytes() - offset - page.header_bytes)
        throw Fault{"a page goes beyond the end of the file"};
    Bytes stored;
    if (page.header_bytes + size <= m_stored.size()) {
        stored = Bytes(m_stored).subspan(page.header_bytes, size);
    } else {
        m_stored.resize(size);
        if (m_bytes.read(offset + page.header_bytes, m_stored) != size)
            throw Fault{"a page goes beyond the end of the file"};
        stored = m_stored;
    }
    if (page.kind == PageKind::dictionary) {
        add_dictionary(page, unpacked(page, stored));
    } else if (page.kind == PageKind::data || page.kind == PageKind::data_v2) {
        add_data(page, stored);
    }
    return page.header_bytes + size;
}

ColumnReader::Bytes ColumnReader::unpacked(const PageHeader& page, Bytes stored) {
    const std::int64_t levels = page.kind == PageKind::data_v2 ? page.definition_bytes + page.repetition_bytes : 0;
    const std::int64_t size = page.uncompressed_bytes - levels;
    if (size < 0) throw Fault{"a page is smaller than its levels"};
    if (!page.is_compressed || (size == 0 && stored.empty())) return stored;
    m_page.resize(static_cast<std::size_t>(size));
    decompress(m_chunk.codec, stored, m_page);
    return m_page;
}

void ColumnReader::add_dictionary(const PageHeader& page, Bytes bytes) {
    if (m_has_dictionary || m_rows > 0) throw Fault{"found a dictionary that is not the first page"};
    if (page.encoding != Encoding::plain && page.encoding != Encoding::plain_dictionary)
        throw Fault{fmt::format("the dictionary has the encoding {}, expected plain",
                                static_cast<std::int64_t>(page.encoding))};
    if (page.values > m_limits.rows || static_cast<std::uint64_t>(page.values) > bytes.size())
        throw Fault{fmt::format("found a dictionary of {} entries in {} bytes", page.values, bytes.size())};
    m_has_dictionary = true;
    m_dictionary_size = static_cast<std::uint32_t>(page.values);
    for (std::uint32_t i = 0; i < m_dictionary_size; ++i) {
        if (is_text()) {
            add_plain_text(bytes);
        } else if (m_column.type == Physical::boolean) {
            throw Fault{"found a dictionary of booleans"};
        } else {
            m_dictionary_numbers.push_back(plain_number(bytes, m_column.type));
        }
    }
}

void ColumnReader::add_plain_text(Bytes& bytes) {
    const Bytes text = take(bytes, little_endian(take(bytes, 4)));
    m_values.texts.add({reinterpret_cast<const char*>(text.data()), text.size()});
}

void ColumnReader::add_data(const PageHeader& page, Bytes stored) {
    if (page.values > m_chunk.values - static_cast<std::int64_t>(m_rows))
        throw Fault{fmt::format("the pages have more than {} values", m_chunk.values)};
    const auto count = static_cast<std::size_t>(page.values);
    m_levels.clear();
    m_repetition.clear();
    if (page.kind == PageKind::data_v2) {
        if (page.definition_bytes < 0 || page.repetition_bytes < 0 || page.definition_bytes > page.uncompressed_bytes ||
            page.repetition_bytes > page.uncompressed_bytes)
            throw Fault{"found levels with a length that cannot be"};
        add_levels(take(stored, static_cast<std::uint64_t>(page.repetition_bytes)), m_column.repetition, count,
                   m_repetition);
        add_levels(take(stored, static_cast<std::uint64_t>(page.definition_bytes)), m_column.definition, count,
                   m_levels);
        return add_values(page, unpacked(page, stored));
    }
    add_values(page, take_levels_v1(page, unpacked(page, stored)));
}

void ColumnReader::add_levels(Bytes bytes, unsigned greatest, std::size_t count, std::vector<std::uint32_t>& levels) {
    if (greatest == 0) return;
    decode_hybrid(bytes, bit_width_of(greatest), count, levels);
    for (const std::uint32_t level : levels)
        if (level > greatest) throw Fault{fmt::format("found a level of {}, at most {} are possible", level, greatest)};
}

ColumnReader::Bytes ColumnReader::take_levels_v1(const PageHeader& page, Bytes bytes) {
    const auto count = static_cast<std::size_t>(page.values);
    for (const auto& [encoding, greatest, levels] :
         {std::tuple(page.repetition_encoding, m_column.repetition, &m_repetition),
          std::tuple(page.definition_encoding, m_column.definition, &m_levels)}) {
        if (greatest == 0) continue;
        if (encoding && *encoding != Encoding::rle)
            throw Fault{fmt::format("the levels have the encoding {}, expected run lengths (3)",
                                    static_cast<std::int64_t>(*encoding))};
        add_levels(take(bytes, little_endian(take(bytes, 4))), greatest, count, *levels);
    }
    return bytes;
}

/// From here on, m_levels are 1 where there is a value.
void ColumnReader::keep_levels(std::size_t count) {
    if (m_column.definition == 0) m_levels.assign(count, 0);
    const bool is_nested = m_column.definition > 1 || m_column.repetition > 0;
    if (is_nested) m_values.definition.insert(m_values.definition.end(), m_levels.begin(), m_levels.end());
    m_values.repetition.insert(m_values.repetition.end(), m_repetition.begin(), m_repetition.end());
    for (std::uint32_t& level : m_levels) level = level == m_column.definition ? 1 : 0;
    if (std::find(m_levels.begin(), m_levels.end(), 0U) == m_levels.end()) {
        m_values.is_present.resize(m_values.is_present.size() + count, true);
        return;
    }
    for (const std::uint32_t level : m_levels) m_values.is_present.push_back(level != 0);
}

void ColumnReader::add_values(const PageHeader& page, Bytes bytes) {
    const auto count = static_cast<std::size_t>(page.values);
    const std::size_t first = m_rows;
    keep_levels(count);
    m_rows += count;
    if (is_text()) {
        m_values.text_of.resize(m_rows);
    } else {
        m_values.numbers.resize(m_rows);
    }
    switch (page.encoding) {
        case Encoding::plain:
            return add_plain(bytes, first);
        case Encoding::plain_dictionary:
        case Encoding::rle_dictionary:
            return add_from_dictionary(bytes, first,
                                       static_cast<std::size_t>(std::count(m_levels.begin(), m_levels.end(), 1U)));
        default:
            throw Fault{fmt::format("found the encoding {}; plain (0) and dictionaries (2, 8) are read",
                                    static_cast<std::int64_t>(page.encoding))};
    }
}

void ColumnReader::add_plain_booleans(Bytes bytes, std::size_t first) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < m_levels.size(); ++i) {
        if (m_levels[i] == 0) continue;
        if (value / 8 >= bytes.size()) throw Fault{"the values of a page are cut off"};
        m_values.numbers[first + i] = std::to_integer<int>(bytes[value / 8] >> value % 8 & std::byte{1});
        ++value;
    }
}

void ColumnReader::add_plain(Bytes bytes, std::size_t first) {
    if (m_column.type == Physical::boolean) return add_plain_booleans(bytes, first);
    for (std::size_t i = 0; i < m_levels.size(); ++i) {
        if (m_levels[i] == 0) continue;
        if (!is_text()) {
            m_values.numbers[first + i] = plain_number(bytes, m_column.type);
            continue;
        }
        const Bytes text = take(bytes, little_endian(take(bytes, 4)));
        const std::string_view view(reinterpret_cast<const char*>(text.data()), text.size());
        if (m_values.texts.empty() || m_values.texts.back() != view) m_values.texts.add(view);
        m_values.text_of[first + i] = static_cast<std::uint32_t>(m_values.texts.size() - 1);
    }
}

void ColumnReader::add_from_dictionary(Bytes bytes, std::size_t first, std::size_t present) {
    if (!m_has_dictionary) throw Fault{"found numbers of dictionary entries, but no dictionary"};
    std::vector<std::uint32_t> entries;
    if (present > 0) {
        const auto width = static_cast<unsigned>(little_endian(take(bytes, 1)));
        decode_hybrid(bytes, width, present, entries);
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i < m_levels.size(); ++i) {
        if (m_levels[i] == 0) continue;
        const std::uint32_t entry = entries[at++];
        if (entry >= m_dictionary_size)
            throw Fault{fmt::format("found the entry {} of a dictionary of {}", entry, m_dictionary_size)};
        if (is_text()) {
            m_values.text_of[first + i] = entry;
        } else {
            m_values.numbers[first + i] = m_dictionary_numbers[entry];
        }
    }
}

}  // namespace cairn::parquet
