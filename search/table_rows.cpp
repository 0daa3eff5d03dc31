#include "search/table_rows.hpp"

#include <bit>

#include "base/json/parse.hpp"

namespace cairn::search {

const TableRows::Cells& TableRows::cells(Leaf leaf) {
    const auto [place, is_new] = m_cells.try_emplace(leaf);
    Cells& cells = place->second;
    if (!is_new) return cells;
    cells.values = m_file.values(m_group, leaf, m_rows);
    const auto entries = static_cast<std::uint32_t>(cells.values.is_present.size());
    for (std::uint32_t i = 0; i < entries && !cells.values.repetition.empty(); ++i)
        if (cells.values.repetition[i] == 0) cells.begins.push_back(i);
    const bool is_list = m_file.column(leaf).repetition > 0;
    if (is_list) cells.begins.push_back(entries);
    if ((is_list ? cells.begins.size() - 1 : entries) != size())
        throw TableFault{"a column has another number of rows than its table"};
    return cells;
}

std::optional<std::int64_t> TableRows::integer(Leaf leaf, std::size_t row) {
    const parquet::ColumnValues& values = cells(leaf).values;
    return values.is_present[row] ? std::optional(values.numbers[row]) : std::nullopt;
}

std::optional<double> TableRows::number(Leaf leaf, std::size_t row) {
    const auto bits = integer(leaf, row);
    if (!bits) return std::nullopt;
    return m_file.column(leaf).type == parquet::Physical::float64 ? std::bit_cast<double>(*bits)
                                                                  : static_cast<double>(*bits);
}

std::optional<std::size_t> TableRows::text_number(Leaf leaf, std::size_t row) {
    const parquet::ColumnValues& values = cells(leaf).values;
    return values.is_present[row] ? std::optional<std::size_t>(values.text_of[row]) : std::nullopt;
}

std::optional<std::string_view> TableRows::text(Leaf leaf, std::size_t row) {
    const auto number = text_number(leaf, row);
    return number ? std::optional(text_of(leaf, *number)) : std::nullopt;
}

json::Value TableRows::scalar(const Cells& cells, Leaf leaf, std::size_t entry) const {
    const parquet::ColumnValues& values = cells.values;
    if (!values.is_present[entry]) return {};
    const parquet::Column& column = m_file.column(leaf);
    switch (column.type) {
        case parquet::Physical::byte_array: {
            const std::string_view text = values.texts[values.text_of[entry]];
            if (column.meaning != parquet::Meaning::json) return json::string(text);
            auto parsed = json::parse(text);
            if (std::holds_alternative<json::ParseError>(parsed)) throw TableFault{"a column of JSON has no JSON text"};
            return std::move(std::get<json::Value>(parsed));
        }
        case parquet::Physical::boolean:
            return json::Value(values.numbers[entry] != 0);
        case parquet::Physical::float64:
            return json::Value(std::bit_cast<double>(values.numbers[entry]));
        default:
            return json::Value(values.numbers[entry]);
    }
}

json::Value TableRows::value(Leaf leaf, std::size_t row) {
    const Cells& of = cells(leaf);
    if (of.begins.empty()) return scalar(of, leaf, row);
    const std::uint32_t begin = of.begins[row];
    const std::uint32_t end = of.begins[row + 1];
    const std::uint32_t first = of.values.definition[begin];
    if (first == 0) return {};
    json::Value list = json::array();
    if (first == 1) return list;  // there, and empty
    for (std::uint32_t i = begin; i < end; ++i) json::push(list, scalar(of, leaf, i));
    return list;
}

}  // namespace cairn::search
