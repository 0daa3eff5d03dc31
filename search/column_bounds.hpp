// What statistics say of the values of a column in a row group or on a page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/parquet/page_metadata.hpp"

namespace cairn::search {

/// Bounds that need not be values. What is not known is as if anything could be there.
class ColumnBounds {
  public:
    ColumnBounds(const parquet::Column& column, const parquet::ColumnChunk& chunk);
    ColumnBounds(const parquet::Column& column, const parquet::ColumnIndex::Page& page);

    bool may_have_nulls() const { return m_may_have_nulls; }
    bool may_have_values() const { return m_may_have_values; }
    /// Whether a value can be in [low, high]; texts by bytes, numbers as doubles.
    bool may_meet(std::string_view low, std::string_view high) const;
    bool may_meet(double low, double high) const;
    bool may_meet(std::int64_t low, std::int64_t high) const;

  private:
    void set(const parquet::Column& column, const std::optional<parquet::ColumnBounds>& bounds);

    bool m_may_have_nulls = true;
    bool m_may_have_values = true;
    std::optional<parquet::ColumnBounds> m_texts;
    std::optional<std::pair<std::int64_t, std::int64_t>> m_integers;
    std::optional<std::pair<double, double>> m_numbers;  ///< also of integers
};

}  // namespace cairn::search
