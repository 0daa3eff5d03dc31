// The distinct values of a column, and which of them each value is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/parquet/column_buffer.hpp"

namespace cairn::parquet {

struct Dictionary {
    std::string entries;               ///< in the plain encoding, in the order of their first values
    std::uint32_t size = 0;            ///< how many
    std::vector<std::uint32_t> index;  ///< of the entry of each value
};

/// nullopt where the values are written in fewer bytes as they are, or there is nothing to gain: few values, booleans.
std::optional<Dictionary> dictionary_of(const ColumnBuffer& column);

/// Appends values [begin, end) in the plain encoding.
void append_plain(const ColumnBuffer& column, std::size_t begin, std::size_t end, std::string& into);

}  // namespace cairn::parquet
