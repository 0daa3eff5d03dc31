#include "search/column_bounds.hpp"

#include <bit>
#include <cmath>

namespace cairn::search {

namespace {

std::uint64_t little_endian(const std::string& bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[i - 1]);
    return value;
}

}  // namespace

ColumnBounds::ColumnBounds(const parquet::Column& column, const parquet::ColumnChunk& chunk) {
    m_may_have_nulls = !chunk.nulls || *chunk.nulls != 0;
    m_may_have_values = !chunk.nulls || *chunk.nulls != chunk.values;
    set(column, chunk.bounds);
}

ColumnBounds::ColumnBounds(const parquet::Column& column, const parquet::ColumnIndex::Page& page) {
    m_may_have_nulls = !page.nulls || *page.nulls != 0;
    m_may_have_values = !page.is_null;
    if (!page.is_null) set(column, page.bounds);
}

void ColumnBounds::set(const parquet::Column& column, const std::optional<parquet::ColumnBounds>& bounds) {
    if (!bounds) return;
    const auto& [least, greatest] = *bounds;
    switch (column.type) {
        case parquet::Physical::byte_array:
            m_texts = bounds;
            break;
        case parquet::Physical::int64:
            if (least.size() != 8 || greatest.size() != 8) break;
            m_integers = {static_cast<std::int64_t>(little_endian(least)),
                          static_cast<std::int64_t>(little_endian(greatest))};
            m_numbers = {static_cast<double>(m_integers->first), static_cast<double>(m_integers->second)};
            break;
        case parquet::Physical::float64:
            if (least.size() != 8 || greatest.size() != 8) break;
            m_numbers = {std::bit_cast<double>(little_endian(least)), std::bit_cast<double>(little_endian(greatest))};
            if (std::isnan(m_numbers->first) || std::isnan(m_numbers->second)) m_numbers.reset();
            break;
        default:
            break;
    }
}

bool ColumnBounds::may_meet(std::string_view low, std::string_view high) const {
    if (!m_may_have_values) return false;
    return !m_texts || (std::string_view(m_texts->least) <= high && std::string_view(m_texts->greatest) >= low);
}

bool ColumnBounds::may_meet(double low, double high) const {
    if (!m_may_have_values) return false;
    return !m_numbers || (m_numbers->first <= high && m_numbers->second >= low);
}

bool ColumnBounds::may_meet(std::int64_t low, std::int64_t high) const {
    if (!m_may_have_values) return false;
    return !m_integers || (m_integers->first <= high && m_integers->second >= low);
}

}  // namespace cairn::search
