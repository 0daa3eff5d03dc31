// The tables that a Collection names among its assets (docs/parquet.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "search/links.hpp"
#include "search/row_where.hpp"
#include "search/time.hpp"

namespace cairn::search {

/// A table, or a part of a divided one.
struct TablePart {
    std::string key;
    std::optional<TimeSpan> time;      ///< of its rows; nullopt: not stated
    std::optional<std::int64_t> rows;  ///< how many; nullopt: not stated
};

/// In the order in which they are named. Those that lie outside of the tree are left out. `key`: of the document that
/// the Collection stands in.
std::vector<TablePart> tables_of(const json::Value& collection, const std::string& key, const Links& links,
                                 Subject subject);

}  // namespace cairn::search
