// Tables of Items (stac-geoparquet) as lines of Items.
#pragma once

#include <atomic>
#include <memory>

#include "base/storage/positioned.hpp"

namespace cairn::validate {

/// Whether the bytes begin as Parquet files do.
bool is_parquet(PositionedBytes& bytes);

/// Each row as the Item that it stands for, on a line of a spool, in the order of the rows. What the table does not
/// have (null columns, the type) is not in the Item, but for `datetime` and `geometry`, which an Item must have.
/// Memory: a row group. Throws std::runtime_error for a file that is damaged or no table of Items.
std::unique_ptr<PositionedFile> lines_of_items(PositionedBytes& table, const std::atomic<bool>& stop);

}  // namespace cairn::validate
