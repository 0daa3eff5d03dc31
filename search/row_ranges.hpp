// Some rows of a row group, as ranges that rise and do not touch.
#pragma once

#include <vector>

#include "base/parquet/file.hpp"

namespace cairn::search {

using RowRanges = std::vector<parquet::RowRange>;

RowRanges united(const RowRanges& a, const RowRanges& b);
RowRanges common(const RowRanges& a, const RowRanges& b);
std::int64_t rows_in(const RowRanges& ranges);

/// Appends a range that begins where the last one ends, or later.
void append(RowRanges& ranges, parquet::RowRange range);

}  // namespace cairn::search
