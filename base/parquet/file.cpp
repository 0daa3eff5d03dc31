#include "base/parquet/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/parquet/column_reader.hpp"
#include "base/parquet/failure.hpp"
#include "base/text.hpp"

namespace cairn::parquet {

namespace {

constexpr std::size_t k_tail = 8;  ///< the length of the footer, and the magic
constexpr std::uint32_t k_largest_footer = 32 << 20;
constexpr char k_magic[] = {'P', 'A', 'R', '1'};

Problem problem(std::string message) {
    return {.stage = Stage::probe, .code = "probe/bad-parquet", .path = {}, .message = to_utf8(message)};
}

std::vector<std::byte> footer_bytes(PositionedBytes& bytes) {
    const std::uint64_t size = bytes.size_bytes();
    std::byte tail[k_tail];
    if (size < k_tail + sizeof k_magic || bytes.read(size - k_tail, tail) != k_tail ||
        std::memcmp(tail + 4, k_magic, sizeof k_magic) != 0)
        throw Fault{"the file does not end with \"PAR1\": it is cut off, or no Parquet file"};
    std::uint32_t length = 0;
    for (std::size_t i = 4; i > 0; --i) length = length << 8 | std::to_integer<std::uint32_t>(tail[i - 1]);
    if (length == 0 || length > size - k_tail || length > k_largest_footer)
        throw Fault{fmt::format("the footer would have {} bytes, the file has {}", length, size)};
    std::vector<std::byte> footer(length);
    footer.resize(bytes.read(size - k_tail - length, footer));
    return footer;
}

/// The pages that hold some of the rows.
std::vector<PageLocation> pages_of(const std::vector<PageLocation>& all, RowRange rows) {
    std::vector<PageLocation> pages;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool ends_before = i + 1 < all.size() && all[i + 1].first_row <= rows.begin;
        if (!ends_before && all[i].first_row < rows.end) pages.push_back(all[i]);
    }
    if (rows.size() == 0) pages.clear();
    return pages;
}

template <class T>
void keep(std::vector<T>& values, std::size_t begin, std::size_t end) {
    if (values.empty()) return;
    values.resize(end);
    if (begin > 0) values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(begin));
}

/// Where rows stand among entries, of which the first is of the row `first`.
struct Entries {
    std::size_t begin;
    std::size_t end;
};
Entries entries_of(const ColumnValues& values, std::int64_t first, RowRange rows) {
    const std::size_t all = values.is_present.size();
    Entries entries{all, all};
    std::int64_t row = first - 1;
    if (values.repetition.empty()) {
        row += static_cast<std::int64_t>(all);
        if (first <= rows.begin && rows.begin <= row) entries.begin = static_cast<std::size_t>(rows.begin - first);
        if (first <= rows.end && rows.end <= row) entries.end = static_cast<std::size_t>(rows.end - first);
    }
    for (std::size_t i = 0; i < values.repetition.size(); ++i) {
        if (values.repetition[i] != 0) continue;
        ++row;
        if (row == rows.begin) entries.begin = i;
        if (row == rows.end) {
            entries.end = i;
            break;
        }
    }
    if (row + 1 < rows.end || first > rows.begin)
        throw Fault{
            fmt::format("the pages have the rows {} to {}, expected {} to {}", first, row, rows.begin, rows.end)};
    return entries;
}

/// The rows of values of which the first is of the row `first`.
ColumnValues rows_of(ColumnValues values, std::int64_t first, RowRange rows) {
    const auto [begin, end] = entries_of(values, first, rows);
    keep(values.is_present, begin, end);
    keep(values.definition, begin, end);
    keep(values.repetition, begin, end);
    keep(values.numbers, begin, end);
    keep(values.text_of, begin, end);
    return values;
}

}  // namespace

File::File(PositionedBytes& bytes, Footer footer, FileLimits limits)
    : m_bytes(&bytes), m_footer(std::move(footer)), m_limits(limits), m_bytes_left(limits.all_bytes) {}

Outcome<File> File::open(PositionedBytes& bytes, FileLimits limits, Tables tables) {
    try {
        return File(bytes, parse_footer(footer_bytes(bytes), tables), limits);
    } catch (const Fault& fault) {
        return problem(fault.what);
    }
}

std::optional<std::size_t> File::column(std::string_view name) const {
    const auto at = std::find_if(m_footer.columns.begin(), m_footer.columns.end(),
                                 [&](const Column& column) { return column.name == name; });
    if (at == m_footer.columns.end()) return std::nullopt;
    return static_cast<std::size_t>(at - m_footer.columns.begin());
}

template <class Read>
auto File::guarded(std::size_t column, Read read) -> Outcome<decltype(read())> {
    try {
        return read();
    } catch (const Fault& fault) {
        return problem(fmt::format("column '{}': {}", m_footer.columns[column].name.substr(0, 100), fault.what));
    }
}

Outcome<ColumnValues> File::read(std::size_t group, std::size_t column) {
    return guarded(column, [&] {
        return ColumnReader(*m_bytes, m_footer.columns[column], m_footer.groups[group].columns[column], m_limits,
                            m_bytes_left)
            .read();
    });
}

Outcome<ColumnValues> File::read(std::size_t group, std::size_t column, RowRange rows) {
    return guarded(column, [&] {
        const RowGroup& of = m_footer.groups[group];
        const ColumnChunk& chunk = of.columns[column];
        if (rows.begin < 0 || rows.begin > rows.end || rows.end > of.rows)
            throw Fault{fmt::format("rows {} to {} of {} were asked for", rows.begin, rows.end, of.rows)};
        ColumnReader reader(*m_bytes, m_footer.columns[column], chunk, m_limits, m_bytes_left);
        if (chunk.offset_index.length == 0 || rows.size() == of.rows) return rows_of(reader.read(), 0, rows);
        const std::vector<PageLocation> pages = pages_of(parse_offset_index(part(chunk.offset_index)), rows);
        if (pages.empty()) return ColumnValues{};
        return rows_of(reader.read(pages), pages.front().first_row, rows);
    });
}

std::vector<std::byte> File::part(const FilePart& part) {
    const std::uint64_t size = m_bytes->size_bytes();
    if (part.length == 0) throw Fault{"found no index of the pages"};
    if (part.offset < 0 || part.length < 0 || part.length > k_largest_footer ||
        static_cast<std::uint64_t>(part.offset) > size ||
        static_cast<std::uint64_t>(part.length) > size - static_cast<std::uint64_t>(part.offset))
        throw Fault{fmt::format("an index of pages would be {} bytes at {} of {}", part.length, part.offset, size)};
    std::vector<std::byte> bytes(static_cast<std::size_t>(part.length));
    bytes.resize(m_bytes->read(static_cast<std::uint64_t>(part.offset), bytes));
    return bytes;
}

Outcome<ColumnIndex> File::column_index(std::size_t group, std::size_t column) {
    return guarded(column,
                   [&] { return parse_column_index(part(m_footer.groups[group].columns[column].column_index)); });
}

Outcome<std::vector<PageLocation>> File::offset_index(std::size_t group, std::size_t column) {
    return guarded(column,
                   [&] { return parse_offset_index(part(m_footer.groups[group].columns[column].offset_index)); });
}

}  // namespace cairn::parquet
