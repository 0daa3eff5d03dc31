// The least and the greatest of some values, as statistics and page indexes have them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/parquet/column_buffer.hpp"

namespace cairn::parquet {

/// Bounds in the plain encoding; of texts cut to some length, so that they need not be values.
struct Bounds {
    std::string least;
    std::string greatest;
    bool is_exact = true;
};

struct ValueStatistics {
    std::int64_t nulls = 0;
    std::int64_t values = 0;
    std::optional<Bounds> bounds;  ///< nullopt: no values, or ones without an order
};

/// The statistics of entries [begin, end), the first value among which is `first_value`.
ValueStatistics statistics_of(const ColumnBuffer& column, std::size_t begin, std::size_t end, std::size_t first_value);
/// `all` becomes the statistics of both.
void add(ValueStatistics& all, const ValueStatistics& some, Physical type);
/// Whether the bound `a` is below `b`.
bool is_below(const std::string& a, const std::string& b, Physical type);

/// Appends the `bytes` lowest bytes, the lowest first.
void append_little_endian(std::string& into, std::uint64_t number, std::size_t bytes);

}  // namespace cairn::parquet
