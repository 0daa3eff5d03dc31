#include "search/table_file.hpp"

#include <algorithm>
#include <utility>

namespace cairn::search {

namespace {

template <class T>
T taken(Outcome<T> outcome) {
    if (!outcome) throw TableFault{outcome.problem().message};
    return *std::move(outcome);
}

parquet::FileLimits limits() {
    parquet::FileLimits limits;
    limits.all_bytes = std::int64_t{1} << 40;  // rows are read group by group, and forgotten
    return limits;
}

void add(const parquet::FilePart& part, std::vector<ByteRange>& ranges) {
    if (part.offset >= 0 && part.length > 0)
        ranges.push_back({static_cast<std::uint64_t>(part.offset), static_cast<std::uint64_t>(part.length)});
}

}  // namespace

TableFile::TableFile(Storage& storage, const std::string& key)
    : m_key(key),
      m_bytes(storage, key),
      m_file(taken(parquet::File::open(m_bytes, limits(), parquet::Tables::nested))) {
    for (Leaf leaf = 0; leaf < columns().size(); ++leaf) m_leaves.emplace(column(leaf).name, leaf);
}

std::string_view TableFile::metadata(std::string_view key) const {
    for (const auto& [name, value] : footer().metadata)
        if (name == key) return value;
    return {};
}

std::optional<Leaf> TableFile::leaf(std::string_view path) const {
    const auto found = m_leaves.find(path);
    return found == m_leaves.end() ? std::nullopt : std::optional(found->second);
}

bool TableFile::may_hold(std::size_t group, Leaf leaf, const CanHold& can_hold) const {
    return can_hold(ColumnBounds(column(leaf), footer().groups[group].columns[leaf]));
}

TableFile::Indexes TableFile::read_indexes(std::size_t group, Leaf leaf) {
    Indexes indexes;
    const parquet::ColumnChunk& chunk = footer().groups[group].columns[leaf];
    if (chunk.offset_index.length == 0) return indexes;
    indexes.pages = taken(m_file.offset_index(group, leaf));
    if (chunk.column_index.length == 0) return indexes;
    indexes.bounds = taken(m_file.column_index(group, leaf));
    if (indexes.bounds.pages.size() != indexes.pages.size())
        throw TableFault{"the indexes of a column name different numbers of pages"};
    return indexes;
}

const TableFile::Indexes& TableFile::indexes(std::size_t group, Leaf leaf) {
    const auto [place, is_new] = m_indexes.try_emplace({group, leaf});
    if (is_new) place->second = read_indexes(group, leaf);
    return place->second;
}

RowRanges TableFile::rows_that_may(std::size_t group, Leaf leaf, const CanHold& can_hold) {
    if (!may_hold(group, leaf, can_hold)) return {};
    const Indexes& of = indexes(group, leaf);
    const std::int64_t all = rows(group);
    if (of.bounds.pages.empty()) return {{0, all}};
    RowRanges ranges;
    for (std::size_t i = 0; i < of.pages.size(); ++i) {
        const std::int64_t end = i + 1 < of.pages.size() ? of.pages[i + 1].first_row : all;
        if (can_hold(ColumnBounds(column(leaf), of.bounds.pages[i])))
            append(ranges, {of.pages[i].first_row, std::min(end, all)});
    }
    return ranges;
}

void TableFile::fetch_indexes(const std::vector<std::size_t>& groups, const std::vector<Leaf>& leaves) {
    std::vector<ByteRange> ranges;
    for (const std::size_t group : groups) {
        for (const Leaf leaf : leaves) {
            add(footer().groups[group].columns[leaf].column_index, ranges);
            add(footer().groups[group].columns[leaf].offset_index, ranges);
        }
    }
    m_bytes.fetch(ranges);
    m_indexes.clear();
    for (const std::size_t group : groups)
        for (const Leaf leaf : leaves) indexes(group, leaf);
}

std::vector<ByteRange> TableFile::ranges_of(std::size_t group, Leaf leaf, const RowRanges& rows) {
    std::vector<ByteRange> ranges;
    const parquet::ColumnChunk& chunk = footer().groups[group].columns[leaf];
    const Indexes& of = indexes(group, leaf);
    const std::int64_t begin = chunk.dictionary_offset.value_or(0) > 0
                                   ? std::min(*chunk.dictionary_offset, chunk.data_offset)
                                   : chunk.data_offset;
    if (of.pages.empty()) {
        add({begin, chunk.compressed_bytes}, ranges);
        return ranges;
    }
    add({begin, chunk.data_offset - begin}, ranges);
    for (std::size_t i = 0; i < of.pages.size(); ++i) {
        const std::int64_t end = i + 1 < of.pages.size() ? of.pages[i + 1].first_row : this->rows(group);
        if (!common(rows, {{of.pages[i].first_row, end}}).empty()) add(of.pages[i].part, ranges);
    }
    return ranges;
}

void TableFile::fetch(const std::vector<Rows>& rows, const std::vector<Leaf>& leaves) {
    std::vector<ByteRange> ranges;
    for (const Rows& of_group : rows) {
        for (const Leaf leaf : leaves) {
            const std::vector<ByteRange> some = ranges_of(of_group.group, leaf, of_group.ranges);
            ranges.insert(ranges.end(), some.begin(), some.end());
        }
    }
    m_bytes.fetch(ranges);
}

parquet::ColumnValues TableFile::values(std::size_t group, Leaf leaf, parquet::RowRange rows) {
    return taken(m_file.read(group, leaf, rows));
}

}  // namespace cairn::search
