#include "search/row_ranges.hpp"

#include <algorithm>

namespace cairn::search {

void append(RowRanges& ranges, parquet::RowRange range) {
    if (range.size() <= 0) return;
    if (!ranges.empty() && ranges.back().end >= range.begin) {
        ranges.back().end = std::max(ranges.back().end, range.end);
    } else {
        ranges.push_back(range);
    }
}

RowRanges united(const RowRanges& a, const RowRanges& b) {
    RowRanges all = a;
    all.insert(all.end(), b.begin(), b.end());
    std::sort(all.begin(), all.end(), [](const auto& one, const auto& other) { return one.begin < other.begin; });
    RowRanges result;
    for (const parquet::RowRange& range : all) append(result, range);
    return result;
}

RowRanges common(const RowRanges& a, const RowRanges& b) {
    RowRanges result;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        append(result, {std::max(a[i].begin, b[j].begin), std::min(a[i].end, b[j].end)});
        (a[i].end < b[j].end ? i : j) += 1;
    }
    return result;
}

std::int64_t rows_in(const RowRanges& ranges) {
    std::int64_t rows = 0;
    for (const parquet::RowRange& range : ranges) rows += range.size();
    return rows;
}

}  // namespace cairn::search
