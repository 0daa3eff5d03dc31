// Neighbouring rows of a table, whose columns are read when they are first asked for.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "search/table_file.hpp"

namespace cairn::search {

/// Rows are counted from 0. Throws TableFault. Threads: one at a time.
class TableRows {
  public:
    /// `file` has to live as long.
    TableRows(TableFile& file, std::size_t group, parquet::RowRange rows)
        : m_file(file), m_group(group), m_rows(rows) {}

    std::size_t size() const { return static_cast<std::size_t>(m_rows.size()); }

    /// Values of columns outside of lists; nullopt: null.
    std::optional<std::int64_t> integer(Leaf leaf, std::size_t row);
    std::optional<double> number(Leaf leaf, std::size_t row);  ///< of integers, too
    std::optional<std::string_view> text(Leaf leaf, std::size_t row);
    /// What the document has there: scalars, the value of JSON text, of a list of scalars an array; null.
    json::Value value(Leaf leaf, std::size_t row);

    /// The number of a text outside of lists among those of its column, which rows of one text share; nullopt: null.
    std::optional<std::size_t> text_number(Leaf leaf, std::size_t row);
    std::string_view text_of(Leaf leaf, std::size_t number) { return cells(leaf).values.texts[number]; }

    /// Whether `test` takes the number of one of the texts of a list, nulls left out.
    template <class Test>
    bool any_text(Leaf leaf, std::size_t row, Test test) {
        const Cells& of = cells(leaf);
        for (std::uint32_t i = of.begins[row]; i < of.begins[row + 1]; ++i)
            if (of.values.is_present[i] && test(of.values.text_of[i])) return true;
        return false;
    }

  private:
    struct Cells {
        parquet::ColumnValues values;
        std::vector<std::uint32_t> begins;  ///< of rows among the entries of a list, and the end of the last
    };
    const Cells& cells(Leaf leaf);
    json::Value scalar(const Cells& cells, Leaf leaf, std::size_t entry) const;

    TableFile& m_file;
    std::size_t m_group;
    parquet::RowRange m_rows;
    std::map<Leaf, Cells> m_cells;
};

}  // namespace cairn::search
