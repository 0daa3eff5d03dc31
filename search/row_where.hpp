// `--where` asked of the rows of a table: which columns its names are, and which rows bounds rule out.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "search/expression.hpp"
#include "search/row_ranges.hpp"
#include "search/table_file.hpp"
#include "search/table_rows.hpp"

namespace cairn::search {

/// What the rows of a table are.
enum class Subject { assets, items };

/// The rows whose bounds let some through: those of row groups, or of pages.
using RowsOf = std::function<RowRanges(Leaf, const TableFile::CanHold&)>;

class RowWhere {
  public:
    /// `not_inherited`: names of properties of Items that rows of assets do not have. What it is given must outlive it.
    RowWhere(const TableFile& file, const Expression& expression, Subject subject,
             const std::set<std::string>& not_inherited, const std::string& collection);

    /// Whether rows decide it; else all rows meet it, and documents have to be asked.
    bool is_exact() const { return m_is_exact; }
    const std::vector<Leaf>& leaves() const { return m_leaves; }
    /// Takes out the rows that do not meet it.
    void keep(TableRows& rows, std::vector<std::size_t>& met) const;
    RowRanges rows_that_may(const RowsOf& rows_of, const RowRanges& all) const;

  private:
    bool meets(TableRows& rows, std::size_t row) const;
    struct Property {
        bool is_known = false;     ///< rows have what documents have
        std::optional<Leaf> leaf;  ///< nullopt: no document has it, or it is the id of the Collection
    };
    Property find(const std::string& name) const;
    Property find_property(const std::string& name) const;
    std::optional<Leaf> leaf_of(const std::string& name) const;
    RowRanges rows_that_may(std::size_t node, const RowsOf& rows_of, const RowRanges& all) const;

    const TableFile& m_file;
    const Expression& m_expression;
    Subject m_subject;
    const std::set<std::string>& m_not_inherited;
    json::Value m_collection;
    std::map<std::string, Property> m_properties;
    std::vector<Leaf> m_leaves;
    bool m_is_exact = true;
};

}  // namespace cairn::search
